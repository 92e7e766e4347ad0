"""What T-SQL means and DuckDB would take otherwise, rewritten where types decide."""

from collections.abc import Callable
from typing import Any

from sqlglot import exp

from tests.lab.tds import errors
from tests.lab.tds.conversions import as_moment, convert, kind_of, target_of
from tests.lab.tds.dialect import call
from tests.lab.tds.sql_types import SqlType

_COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)
_MOMENTS = {"datetime", "datetime2", "date"}
_NUMBERS = {"bit", "tinyint", "smallint", "int", "bigint", "numeric", "float"}


def rewrite(tree: exp.Expr) -> exp.Expr:
    """Types must be annotated; innermost first, so that a rewritten part keeps its type."""
    steps: dict[type[exp.Expr], Callable[[Any], exp.Expr]] = {
        exp.Add: _addition,
        exp.Div: _division,
        exp.Like: _like,
        exp.Escape: _escape,
        exp.Collate: _collate,
        exp.Between: _between,
        exp.In: _membership,
        exp.Cast: _cast,
        exp.TryCast: _cast,
        exp.Convert: _cast,
        exp.Join: _apply,
        exp.Case: _case,
        **dict.fromkeys(_COMPARISONS, _comparison),
    }
    for node in reversed(list(tree.find_all(*steps))):
        new = steps[type(node)](node)
        if new is not node:
            new.type = node.type
            node.replace(new)
    return tree


def _addition(node: exp.Binary) -> exp.Expr:
    kinds = (kind_of(node.left), kind_of(node.right))
    if any(kind is not None and kind.is_text for kind in kinds):
        return exp.DPipe(this=node.left, expression=node.right)
    return node


def _division(node: exp.Binary) -> exp.Expr:
    kinds = (kind_of(node.left), kind_of(node.right))
    if all(kind is not None and kind.whole_number_bytes for kind in kinds):
        return exp.IntDiv(this=node.left, expression=node.right)
    return node


def _like(node: exp.Expr) -> exp.Expr:
    if isinstance(node.parent, exp.Escape):
        return node
    return _matching(node, exp.Literal.string(""))


def _escape(node: exp.Expr) -> exp.Expr:
    return _matching(node.this, node.expression)


def _matching(like: exp.Expr, escape: exp.Expr) -> exp.Expr:
    found = call("lab_like", _text_of(like.this), _text_of(like.expression), escape)
    return exp.Not(this=found) if like.args.get("negate") else found


def _text_of(node: exp.Expr) -> exp.Expr:
    return convert(node, SqlType("nvarchar"))


def _collate(node: exp.Expr) -> exp.Expr:
    name = node.expression.name.upper()
    if "_BIN" not in name and "_CS_" not in name:
        return _part(node, "this")
    return exp.Collate(this=node.this, expression=exp.Var(this="C"))


def _comparison(node: exp.Binary) -> exp.Expr:
    left, right = _aligned(node.left, node.right)
    node.set("this", left)
    node.set("expression", right)
    return node


def _between(node: exp.Expr) -> exp.Expr:
    for end in ("low", "high"):
        left, right = _aligned(node.this.copy(), node.args[end])
        node.set(end, right)
        if end == "high":
            node.set("this", left)
    return node


def _membership(node: exp.Expr) -> exp.Expr:
    values = node.expressions
    if not values:
        return node
    pairs = [_aligned(node.this.copy(), value) for value in values]
    node.set("this", pairs[0][0])
    node.set("expressions", [right for _, right in pairs])
    return node


def _case(node: exp.Expr) -> exp.Expr:
    """CASE x WHEN y: as CASE WHEN x = y, so that the comparison is T-SQL's."""
    subject = node.this
    if subject is None:
        return node
    for branch in node.args["ifs"]:
        left, right = _aligned(subject.copy(), branch.this)
        branch.set("this", exp.EQ(this=left, expression=right))
    node.set("this", None)
    return node


def _aligned(left: exp.Expr, right: exp.Expr) -> tuple[exp.Expr, exp.Expr]:
    """Both sides of a comparison, converted as T-SQL's order of types wants it."""
    kinds = (kind_of(left), kind_of(right))
    for wanted, change in (
        (_MOMENTS, as_moment),
        ({"datetimeoffset"}, _utc),
        ({"uniqueidentifier"}, _identifier),
        (_NUMBERS, _number),
    ):
        if any(kind is not None and kind.name in wanted for kind in kinds):
            return change(left), change(right)
    if any(kind is not None and kind.is_text for kind in kinds):
        return _unpadded(left), _unpadded(right)
    return left, right


def _utc(node: exp.Expr) -> exp.Expr:
    return call("lab_offset_utc", node)


def _identifier(node: exp.Expr) -> exp.Expr:
    kind = kind_of(node)
    if kind is None or not kind.is_text:
        return node
    return convert(node, SqlType("uniqueidentifier"))


def _number(node: exp.Expr) -> exp.Expr:
    kind = kind_of(node)
    return convert(node, SqlType("int")) if kind is not None and kind.is_text else node


def _unpadded(node: exp.Expr) -> exp.Expr:
    """Blanks at the end do not count when texts are compared."""
    if isinstance(node, exp.Literal):
        return exp.Literal.string(node.name.rstrip(" "))
    kind = kind_of(node)
    is_text = kind is not None and kind.is_text and isinstance(node, exp.Column | exp.Cast)
    return call("rtrim", node) if is_text else node


def _cast(node: exp.Expr) -> exp.Expr:
    if node.meta.get("kept"):
        return node
    if node.meta.get("moment"):
        return as_moment(node.this)
    if node.meta.get("typed"):
        return _part(node, "this")
    is_convert = isinstance(node, exp.Convert)
    value = node.expression if is_convert else node.this
    target = target_of(node.this if is_convert else node.args["to"])
    safe = isinstance(node, exp.TryCast) or bool(node.args.get("safe") and is_convert)
    return convert(value, target, node.args.get("style"), safe=safe)


def _apply(node: exp.Expr) -> exp.Expr:
    lateral = node.this
    if not isinstance(lateral, exp.Lateral):
        return node
    crossed = lateral.args.get("cross_apply")
    if crossed is None:
        raise errors.not_understood("LATERAL")
    lateral.set("cross_apply", None)
    return exp.Join(
        this=lateral,
        side=None if crossed else "LEFT",
        kind="INNER" if crossed else None,
        on=exp.true(),
    )


def _part(node: exp.Expr, name: str) -> exp.Expr:
    part = node.args[name]
    if not isinstance(part, exp.Expr):
        raise errors.not_understood(node.sql("tsql"))
    return part
