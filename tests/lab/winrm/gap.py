"""How a question of the lab ends without rows."""


class Gap(Exception):
    def __init__(self, reason: str, detail: str = "as the lab was told") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail
