# btsready host reader, for Windows PowerShell 5.1: the only PowerShell that btsready runs to read a host.
# It takes questions (one line of JSON in $btsreadyDocument) and prints answers. It cannot write: it names
# no command or method that changes anything, compiles nothing, loads no COM and opens no network path.
# Limits of a question: rows (the most rows), seconds, bytes (the most that is read from one file, and the
# most text in its answer). Past a limit the answer is a gap, never a part. Judging is done elsewhere.
$ErrorActionPreference = 'Stop'
$full = "$($ExecutionContext.SessionState.LanguageMode)" -eq 'FullLanguage'

# ---- What all kinds share: ways to give up, and small readings
function Stop-Question([string]$Reason, [string]$Detail) { throw @{ reason = $Reason; detail = $Detail } }
function Assert-Time { if ((Get-Date) -gt $until) { Stop-Question 'timed_out' 'the time for this question is over' } }
function Get-Gap($Failure) { # judges by what is the same in every language of Windows: never by messages
    if ($Failure.TargetObject -is [hashtable] -and $Failure.TargetObject.reason) { return $Failure.TargetObject }
    $types = @(for ($e = $Failure.Exception; $e; $e = $e.InnerException) { $e.PSTypeNames })
    $reason = switch -Regex ("$($Failure.CategoryInfo.Category) $($Failure.FullyQualifiedErrorId) $types") {
        'ConstrainedLanguage|CommandNotFound|ProviderNotFound|0x8004100e|0x8004101[03]' { 'unsupported'; break }
        'PermissionDenied|UnauthorizedAccess|SecurityException|0x80041003|0x80070005' { 'denied'; break }
        'TimeoutException|0x80041069|0x0*40004\b' { 'timed_out'; break }
        'System\.IO\.IOException' { 'unreachable'; break }
        default { 'unparsable' }
    }
    @{ reason = $reason; detail = "$($types[0]) $($Failure.FullyQualifiedErrorId)" }
}
function Format-Time($Time) { if ($Time) { $Time.ToUniversalTime().ToString('o') } else { $null } }
function Format-Value($Value) {
    if ($Value -is [datetime]) { return Format-Time $Value }
    if ($Value -is [byte[]]) { return -join @($Value | ForEach-Object { '{0:x2}' -f $_ }) }
    if ($Value -is [array]) { return , @($Value | ForEach-Object { "$_" }) }
    if ($null -eq $Value -or $Value -is [ValueType]) { $Value } else { "$Value" }
}
function Resolve-LocalPath([string]$Path) {
    while ($Path -match '%([^%\\]+)%') { $Path = $Path.Replace($Matches[0], (Get-Item -LiteralPath "Env:\$($Matches[1])").Value) }
    if ($Path -match '^[\\/]{2}') { Stop-Question 'double_hop' 'a remote session cannot read a network path' }
    if ($Path -notmatch '^[A-Za-z]:\\') { Stop-Question 'unparsable' 'not an absolute local path' }
    $Path
}
function Find-Item([string]$Path) {
    try { $item = Get-Item -LiteralPath $Path -Force }
    catch { if ("$($_.Exception.PSTypeNames)" -match '(Item|Drive)NotFoundException') { return } else { throw } }
    if ("$($item.Target)" -match '^(\\\\|UNC\\)') { Stop-Question 'double_hop' 'the path is a link to the network' }
    $item
}

# ---- host: clock, identity, language mode
function Read-ThisHost {
    $now = Get-Date
    $tcpip = 'Registry::HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters'
    $me = if ($full) { [Security.Principal.WindowsIdentity]::GetCurrent() } else { $null }
    @{
        utc = Format-Time $now; offset_minutes = [int]($now - $now.ToUniversalTime()).TotalMinutes
        computer = "$env:COMPUTERNAME"; domain = "$((Get-ItemProperty -LiteralPath $tcpip -Name Domain -ErrorAction Ignore).Domain)"
        account = if ($full) { "$($me.Name)" } else { "$env:USERDOMAIN\$env:USERNAME" }; account_sid = $me.User.Value
        is_admin = if ($full) { @($me.Groups.Value) -contains 'S-1-5-32-544' } else { $null }; is_64bit = "$env:PROCESSOR_ARCHITECTURE" -eq 'AMD64'
        ps_version = "$($PSVersionTable.PSVersion)"; language_mode = "$($ExecutionContext.SessionState.LanguageMode)"
    }
}

# ---- registry: named values, and names of subkeys, of HKEY_LOCAL_MACHINE in both views
function Read-Registry($Question) {
    if ($Question.path -match '(^|\\)\.\.(\\|$)') { Stop-Question 'unparsable' 'not a plain path' }
    $shared = 'Clients|Policies|Microsoft\\(COM3|EnterpriseCertificates|MSMQ|OLE|RPC|SystemCertificates)' # by both views
    foreach ($view in $Question.views) {
        $row = @{ view = $view; path = $Question.path; exists = $false; values = @{}; subkeys = $null }
        $place = "Registry::HKEY_LOCAL_MACHINE\$($Question.path)" # where Constrained Language finds the key
        if ($view -eq '32') { $place = $place -replace "MACHINE\\SOFTWARE(?!\\($shared)(\\|`$))(\\|`$)", 'MACHINE\SOFTWARE\Wow6432Node$4' }
        if ($full) { $key = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', "Registry$view").OpenSubKey($Question.path) }
        else { $key = Find-Item $place }
        if ($key) {
            $row.exists = $true
            foreach ($name in $Question.values) { $row.values += Get-RegistryValue $key $place $name }
            if ($Question.subkeys -and $full) { $row.subkeys = $key.GetSubKeyNames() }
            elseif ($Question.subkeys) { $row.subkeys = @(Get-ChildItem -LiteralPath $place | ForEach-Object { "$($_.PSChildName)" }) }
        }
        $row
    }
}
function Get-RegistryValue($Key, [string]$Place, [string]$Name) {
    # Constrained Language infers the type: a string that names variables is told as String, not ExpandString.
    $shown = if ($Name) { $Name } else { '(default)' }
    if ($full) { $data = $Key.GetValue($Name) } else { $data = (Get-ItemProperty -LiteralPath $Place -Name $shown -ErrorAction Ignore).$shown }
    if ($null -eq $data) { return @{} }
    $type = if ($full) { "$($Key.GetValueKind($Name))" } elseif ($data -is [int]) { 'DWord' } elseif ($data -is [long]) { 'QWord' }
        elseif ($data -is [byte[]]) { 'Binary' } elseif ($data -is [array]) { 'MultiString' } else { 'String' }
    if ($type -eq 'DWord') { $data = [long]$data -band 4294967295 }
    @{ $Name = @{ type = $type; data = Format-Value $data } }
}

# ---- files: names, sizes, times; when asked also owner, rights, hash, and which whole words a text has, in any case
function Read-Files($Question) {
    $path = Resolve-LocalPath $Question.path
    $item = Find-Item $path
    if (-not $item) { return @{ path = $path; exists = $false } }
    Get-FileRow $item $path $Question
    if ($item.PSIsContainer) { Read-Folder $path $Question ([int]$Question.depth) }
}
function Read-Folder([string]$Folder, $Question, [int]$Depth) {
    $pattern = if ($Question.pattern) { $Question.pattern -replace '[\[\]`]', '`$0' } else { '*' }
    Get-ChildItem -LiteralPath $Folder -Force | ForEach-Object {
        Assert-Time
        if ($_.Name -like $pattern) { Get-FileRow $_ $_.FullName $Question }
        if ($_.PSIsContainer -and $Depth -gt 0 -and "$($_.Attributes)" -notmatch 'ReparsePoint') { Read-Folder $_.FullName $Question ($Depth - 1) }
    }
}
function Get-FileRow($Item, [string]$Path, $Question) {
    $row = @{ path = "$Path"; name = "$($Item.Name)"; exists = $true; directory = [bool]$Item.PSIsContainer; size = $null; sha256 = $null }
    $row += @{ created = Format-Time $Item.CreationTimeUtc; written = Format-Time $Item.LastWriteTimeUtc; owner = $null; rights = $null }
    if ($Question.owner -or $Question.rights) {
        if (-not $full) { Stop-Question 'unsupported' 'owner and rights need Full Language' }
        $sid = [Security.Principal.SecurityIdentifier]
        $acl = Get-Acl -LiteralPath $Path
        if ($Question.owner) { $row.owner = "$($acl.GetOwner($sid).Value)" }
        if ($Question.rights) { $row.rights = @($acl.GetAccessRules($true, $true, $sid) | ForEach-Object { Get-Right $_ }) }
    }
    if (-not $row.directory) { $row.size = [long]$Item.Length }
    if ($row.directory -or -not ($Question.hash -or $Question.words)) { return $row }
    if ($row.size -gt $Question.limits.bytes) { Stop-Question 'unparsable' 'the file is larger than the limit' }
    if ($Question.hash) { $row.sha256 = "$((Get-FileHash -LiteralPath $Path -Algorithm SHA256).Hash)".ToLower() }
    if ($Question.words) { $text = (Get-Content -LiteralPath $Path -Raw) -replace '\x00' } # zeros: UTF-16 without its mark
    foreach ($word in $Question.words) { $row.words += @{ $word = $text -match "\b$word\b" } }
    $row
}
function Get-Right($Rule) {
    if ("$($Rule.PropagationFlags)" -match 'InheritOnly') { return } # gives nobody a right on this object
    $mask = [long][int]$Rule.FileSystemRights -band 4294967295
    @{ sid = $Rule.IdentityReference.Value; mask = $mask; allow = "$($Rule.AccessControlType)" -eq 'Allow'; inherited = $Rule.IsInherited }
}

# ---- xml: named attributes of named elements; of secrets only whether they are filled, or look as asked
function Read-Xml($Question) {
    if (-not $full) { Stop-Question 'unsupported' 'reading XML needs Full Language' }
    $path = Resolve-LocalPath $Question.path
    $item = Find-Item $path
    if (-not $item -or $item.PSIsContainer) { return @{ path = $path; exists = $false } }
    if ($item.Length -gt $Question.limits.bytes) { Stop-Question 'unparsable' 'the file is larger than the limit' }
    $row = @{ path = $path; exists = $true; well_formed = $true; size = [long]$item.Length; written = Format-Time $item.LastWriteTimeUtc }
    $settings = New-Object System.Xml.XmlReaderSettings -Property @{ DtdProcessing = 'Prohibit'; XmlResolver = $null }
    $document = New-Object System.Xml.XmlDocument -Property @{ XmlResolver = $null }
    $stream = [IO.File]::Open($path, 'Open', 'Read', 'ReadWrite')
    try { $document.Load([System.Xml.XmlReader]::Create($stream, $settings)) }
    catch [System.Xml.XmlException] { $row.well_formed = $false } finally { $stream.Dispose() }
    $row
    if ($row.well_formed) { foreach ($select in $Question.select) { Read-Elements $document $select } }
}
function Get-Step([string]$Axis, [string]$Name) {
    if ($Name -eq '#text') { return 'self::*/text()' }
    if ($Name -notmatch '^([\w.\-]+)(?:\[([\w.\-]+)=([\w.\-]+)\])?$') { Stop-Question 'unparsable' 'not a plain XML name' }
    "$Axis*[local-name()='$($Matches[1])']" + $(if ($Matches[2]) { "[@*[local-name()='$($Matches[2])']='$($Matches[3])']" })
}
function Read-Elements($Document, $Select) {
    $steps = foreach ($name in $Select.element.Split('/')) { Get-Step '/' $name }
    foreach ($node in $Document.SelectNodes(-join $steps)) {
        Assert-Time
        $row = @{ select = $Select.name; context = @{}; attributes = @{} }
        foreach ($wanted in @($Select.context.PSObject.Properties | Where-Object { $_ })) {
            foreach ($name in $wanted.Value) {
                $place = (Get-Step 'ancestor::' $wanted.Name) + '[1]/' + (Get-Step '@' $name)
                $row.context["$($wanted.Name).$name"] = $node.SelectSingleNode($place).Value
            }
        }
        foreach ($name in $Select.attributes) { $row.attributes[$name] = $node.SelectSingleNode((Get-Step '@' $name)).Value }
        foreach ($name in $Select.secret) {
            $nodes = $node.SelectNodes((Get-Step '@' $name) + '|' + (Get-Step './' $name) + '//text()')
            $row.attributes[$name] = @{ filled = @($nodes | Where-Object { "$($_.Value)".Trim() -and $_.Value -match $Select.match }).Count -gt 0 }
        }
        $row
    }
}

# ---- events: by log, provider and ids, newest first; and how far back the log reaches
function Find-Event([hashtable]$Query) { # at an end of the log only the time counts: a message that cannot be formatted does no harm
    $events = @(Get-WinEvent @Query -ErrorAction SilentlyContinue -ErrorVariable problems)
    $harm = @($problems | Where-Object { $_.FullyQualifiedErrorId -notlike 'NoMatchingEventsFound*' })
    if ($harm -and ($Query.FilterXPath -or -not $events)) { throw $harm[0] } else { $events }
}
function Read-Events($Question) {
    $log = $Question.log
    if ("$log$($Question.provider)" -notmatch '^[\w .\-/$]+$') { Stop-Question 'unparsable' 'not a plain name' }
    $row = @{ log = $log; exists = $false; oldest = $null; newest = $null; records = $null }
    try { $facts = Get-WinEvent -ListLog $log }
    catch { if ("$($_.FullyQualifiedErrorId)" -like 'NoMatchingLogsFound*') { return $row } else { throw } }
    $row.exists, $row.records = $true, $facts.RecordCount
    $row.oldest = Format-Time (Find-Event @{ LogName = $log; MaxEvents = 1; Oldest = $true }).TimeCreated
    $row.newest = Format-Time (Find-Event @{ LogName = $log; MaxEvents = 1 }).TimeCreated
    if ($row.records -gt 0 -and -not $row.oldest) { Stop-Question 'denied' 'the log has records but shows none' }
    $row
    $ids = @($Question.ids | ForEach-Object { "EventID=$([int]$_)" })
    $found = for ($i = 0; $i -lt $ids.Count; $i += 20) { # the log service refuses more than about 22 conditions
        $filter = "*[System[Provider[@Name='$($Question.provider)'] and ($($ids[$i..($i + 19)] -ne $null -join ' or '))]]"
        Find-Event @{ LogName = $log; FilterXPath = $filter; MaxEvents = $Question.limits.rows + 1 } | ForEach-Object { Assert-Time; $_ }
    }
    $found | Sort-Object -Property RecordId -Descending | ForEach-Object {
        $texts = @($_.Properties | ForEach-Object { "$($_.Value)" })
        @{ event_id = $_.Id; record = $_.RecordId; written = Format-Time $_.TimeCreated; computer = "$($_.MachineName)"; properties = $texts }
    }
}

# ---- cim: named properties of the instances of a class, filtered by equality only
function Read-Cim($Question) {
    $filters = @($Question.filter.PSObject.Properties | Where-Object { $_ })
    if (@(@($Question.properties) + $Question.class + $filters.Name) -match '\W') { Stop-Question 'unparsable' 'not a plain name' }
    $query = @{ Namespace = $Question.namespace; ClassName = $Question.class; Property = @($Question.properties) }
    if ($filters) { $query.Filter = @($filters | ForEach-Object { "$($_.Name) = '$("$($_.Value)" -replace '[\\'']', '\$0')'" }) -join ' AND ' }
    Get-CimInstance @query -OperationTimeoutSec $Question.limits.seconds | ForEach-Object {
        $row = @{}
        foreach ($name in $Question.properties) { $row[$name] = Format-Value $_.$name }
        $row
    }
}

# ---- certificates: of a store of this machine; never a key
function Read-Certificates($Question) {
    if ($Question.store -notmatch '^LocalMachine\\\w+$') { Stop-Question 'unparsable' 'not a store of this machine' }
    if (-not (Find-Item "Cert:\$($Question.store)")) { Stop-Question 'unsupported' 'no such store' }
    Get-ChildItem -LiteralPath "Cert:\$($Question.store)" | ForEach-Object {
        $row = @{ thumbprint = "$($_.Thumbprint)"; subject = "$($_.Subject)"; issuer = "$($_.Issuer)" }
        $row + @{ not_before = Format-Time $_.NotBefore; not_after = Format-Time $_.NotAfter; has_private_key = [bool]$_.HasPrivateKey }
    }
}

# ---- The line: each question in turn, then one framed answer
$readers = @{
    host = { Read-ThisHost }; registry = { Read-Registry $question }; files = { Read-Files $question }; xml = { Read-Xml $question }
    events = { Read-Events $question }; cim = { Read-Cim $question }; certificates = { Read-Certificates $question }
}
$document = ConvertFrom-Json -InputObject $btsreadyDocument
$ended = (Get-Date).AddSeconds($document.seconds)
$answers = @(foreach ($question in $document.questions) {
    $until = (Get-Date).AddSeconds($question.limits.seconds), $ended | Sort-Object | Select-Object -First 1
    try {
        Assert-Time
        if (-not $readers[$question.kind]) { Stop-Question 'unsupported' 'this kind of question is not known here' }
        $rows = @(& $readers[$question.kind] | ForEach-Object { Assert-Time; $_ } | Select-Object -First ($question.limits.rows + 1))
        if ($rows.Count -gt $question.limits.rows) { Stop-Question 'unparsable' 'more rows than the limit' }
        $text = ConvertTo-Json -InputObject @{ id = $question.id; rows = $rows } -Depth 8 -Compress
        if ($text.Length -gt $question.limits.bytes) { Stop-Question 'unparsable' 'the answer is larger than the limit' }
        $text
    } catch { ConvertTo-Json -InputObject @{ id = $question.id; gap = Get-Gap $_ } -Compress }
})
if ($full) {
    $bytes = [Text.Encoding]::UTF8.GetBytes('{"answers":[' + ($answers -join ',') + ']}')
    $sha256 = New-Object System.Security.Cryptography.SHA256CryptoServiceProvider # the one that a FIPS policy allows
    $digest = -join @($sha256.ComputeHash($bytes) | ForEach-Object { '{0:x2}' -f $_ })
    "<<<btsready $($document.nonce) full $($bytes.Length) $digest"
    [Convert]::ToBase64String($bytes)
} else {
    "<<<btsready $($document.nonce) constrained $($answers.Count)"
    $answers | ForEach-Object { -join @($_.ToCharArray() | ForEach-Object { if ([int]$_ -gt 126) { '\u{0:x4}' -f [int]$_ } else { $_ } }) }
}
">>>btsready $($document.nonce)"
