# Stand-ins for the parts of Windows that host_reader.ps1 asks, over one described host ($env:LAB_HOST
# names its JSON). Functions take the parameters of the cmdlets they stand for, so that a wrong one
# fails; errors carry the types, ids and categories of the real ones.

$lab = ConvertFrom-Json -InputObject ([IO.File]::ReadAllText($env:LAB_HOST))
$labState = @{ spent = 0.0 }

function ConvertTo-LabTime($Text) {
    if ($Text -is [datetime]) { return $Text.ToUniversalTime() }
    if ($Text) { [datetime]::Parse($Text, [cultureinfo]::InvariantCulture, 'RoundtripKind') }
}
function Test-LabMark([string]$Mark, [string[]]$Places) {
    foreach ($place in $Places) { if ("$place\".StartsWith("$Mark\", 'OrdinalIgnoreCase')) { return $true } }
    $false
}
function Enter-LabPlace([string[]]$Places) {
    foreach ($mark in $lab.denied) {
        if (Test-LabMark $mark $Places) { throw [UnauthorizedAccessException]::new('Zugriff verweigert.') }
    }
    foreach ($slow in $lab.slow) { if (Test-LabMark $slow.place $Places) { $labState.spent += $slow.seconds } }
}
function New-LabError([Exception]$Exception, [string]$Id, [string]$Category) {
    [System.Management.Automation.ErrorRecord]::new($Exception, $Id, $Category, $null)
}
function New-LabMissing { New-LabError ([System.Management.Automation.ItemNotFoundException]::new('Nicht gefunden.')) 'PathNotFound' 'ObjectNotFound' }

# ---- clock

function Get-Date { [CmdletBinding()] param() (ConvertTo-LabTime $lab.clock).AddSeconds($labState.spent).ToLocalTime() }

# ---- registry

function Find-LabKey([string]$View, [string]$Path) {
    Enter-LabPlace 'registry', $Path
    $lab.registry | Where-Object { $_.view -eq $View -and $_.path -eq $Path } | Select-Object -First 1
}
class LabData {
    static [object] Of($value) {
        if ($value.type -eq 'DWord') { return [BitConverter]::ToInt32([BitConverter]::GetBytes([uint32]$value.data), 0) }
        if ($value.type -eq 'QWord') { return [long]$value.data }
        if ($value.type -eq 'Binary') { return [byte[]]@($value.data) }
        if ($value.type -eq 'MultiString') { return [string[]]@($value.data) }
        return [string]$value.data
    }
}
class LabRegistryKey {
    [string]$View
    [object]$Key
    LabRegistryKey([string]$view, $key) { $this.View = $view; $this.Key = $key }
    static [LabRegistryKey] OpenBaseKey([string]$hive, [string]$view) {
        if ($hive -ne 'LocalMachine') { throw [ArgumentException]::new($hive) }
        return [LabRegistryKey]::new($view.Replace('Registry', ''), $null)
    }
    [LabRegistryKey] OpenSubKey([string]$path) {
        try { $found = Find-LabKey $this.View $path } catch { throw [Security.SecurityException]::new('Zugriff verweigert.') }
        if ($found) { return [LabRegistryKey]::new($this.View, $found) }
        return $null
    }
    [object] Find([string]$name) { return $this.Key.values | Where-Object { $_.name -eq $name } | Select-Object -First 1 }
    [object] GetValue([string]$name) {
        $value = $this.Find($name)
        if (-not $value) { return $null }
        return [LabData]::Of($value)
    }
    [string] GetValueKind([string]$name) { return $this.Find($name).type }
    [string[]] GetSubKeyNames() { return @($this.Key.subkeys) }
}
function Get-LabRegistryItem([string]$Place) {
    $path = $Place -replace '^Registry::HKEY_LOCAL_MACHINE\\', ''
    $view = '64'
    if ($path -match '^SOFTWARE\\Wow6432Node(\\|$)') { $view = '32'; $path = $path -replace '\\Wow6432Node', '' }
    $found = Find-LabKey $view $path # outside of SOFTWARE both views are one
    if (-not $found) { throw (New-LabMissing) }
    $found
}

# ---- files

function Find-LabFile([string]$Path) {
    Enter-LabPlace $Path
    $file = $lab.files | Where-Object { $_.path -eq $Path } | Select-Object -First 1
    if (-not $file) { throw (New-LabMissing) }
    New-LabItem $file
}
function New-LabItem($File) {
    $item = [pscustomobject]@{
        Name = $File.name; FullName = $File.path; PSIsContainer = $File.directory; Target = $File.target
        Attributes = $(if ($File.target) { 'Directory, ReparsePoint' } else { 'Archive' })
        CreationTimeUtc = ConvertTo-LabTime $File.created; LastWriteTimeUtc = ConvertTo-LabTime $File.written
    }
    if (-not $File.directory) { $item | Add-Member -NotePropertyName Length -NotePropertyValue ([long]$File.size) }
    $item
}
function Find-LabVariable([string]$Name) {
    $variable = $lab.environment | Where-Object { $_.name -eq $Name }
    if (-not $variable) { throw (New-LabMissing) }
    $variable
}
function Get-Item {
    [CmdletBinding()] param([Parameter(Mandatory)][string]$LiteralPath, [switch]$Force)
    if ($LiteralPath -like 'Registry::*') { Get-LabRegistryItem $LiteralPath }
    elseif ($LiteralPath -like 'Env:\*') { Find-LabVariable $LiteralPath.Substring(5) }
    elseif ($LiteralPath -like 'Cert:\*') { Find-LabStore $LiteralPath }
    else { Find-LabFile $LiteralPath }
}
function Get-ChildItem {
    [CmdletBinding()] param([Parameter(Mandatory)][string]$LiteralPath, [switch]$Force)
    if ($LiteralPath -like 'Registry::*') {
        return @((Get-LabRegistryItem $LiteralPath).subkeys) | Where-Object { $_ } | ForEach-Object { [pscustomobject]@{ PSChildName = $_ } }
    }
    if ($LiteralPath -like 'Cert:\*') {
        Enter-LabPlace 'certificates', $LiteralPath.Substring(6)
        return (Find-LabStore $LiteralPath).certificates | ForEach-Object { New-LabCertificate $_ }
    }
    Enter-LabPlace $LiteralPath
    $folder = $LiteralPath.TrimEnd('\')
    $lab.files | Where-Object { $_.parent -eq $folder -and $_.path -ne $LiteralPath } | ForEach-Object { New-LabItem $_ }
}
function Get-ItemProperty {
    [CmdletBinding()] param([Parameter(Mandatory)][string]$LiteralPath, [string]$Name)
    if ($Name -eq '(default)') { $Name = '' }
    $value = (Get-LabRegistryItem $LiteralPath).values | Where-Object { $_.name -eq $Name } | Select-Object -First 1
    if ($value) { [pscustomobject]@{ $(if ($Name) { $value.name } else { '(default)' }) = [LabData]::Of($value) } }
}
function Get-FileHash {
    [CmdletBinding()] param([Parameter(Mandatory)][string]$LiteralPath, [ValidateSet('SHA256')][string]$Algorithm)
    Enter-LabPlace $LiteralPath
    [pscustomobject]@{ Hash = ($lab.files | Where-Object { $_.path -eq $LiteralPath }).sha256.ToUpper() }
}
function Get-Content { # as Windows PowerShell: without a mark in the code page of the machine
    [CmdletBinding()] param([Parameter(Mandatory)][string]$LiteralPath, [switch]$Raw)
    if (-not $Raw) { throw [ArgumentException]::new('the reader reads a text as one') }
    Enter-LabPlace $LiteralPath
    $file = $lab.files | Where-Object { $_.path -eq $LiteralPath }
    $stream = [IO.MemoryStream]::new([Convert]::FromBase64String($file.content))
    [IO.StreamReader]::new($stream, [Text.Encoding]::GetEncoding(28591), $true).ReadToEnd()
}
class LabSid { [string]$Value; LabSid([string]$value) { $this.Value = $value } }
class LabAcl {
    [object]$File
    LabAcl($file) { $this.File = $file }
    [LabSid] GetOwner([type]$kind) { return [LabSid]::new($this.File.owner) }
    [object[]] GetAccessRules([bool]$explicit, [bool]$inherited, [type]$kind) {
        return @($this.File.rights | ForEach-Object {
            [pscustomobject]@{
                IdentityReference = [LabSid]::new($_.sid); IsInherited = $_.inherited
                FileSystemRights = [BitConverter]::ToInt32([BitConverter]::GetBytes([uint32]$_.mask), 0)
                AccessControlType = $(if ($_.allow) { 'Allow' } else { 'Deny' })
                PropagationFlags = $(if ($_.inherit_only) { 'InheritOnly' } else { 'None' })
            }
        })
    }
}
function Get-Acl {
    [CmdletBinding()] param([Parameter(Mandatory)][string]$LiteralPath)
    Enter-LabPlace $LiteralPath
    [LabAcl]::new(($lab.files | Where-Object { $_.path -eq $LiteralPath }))
}
class LabFiles {
    static [IO.Stream] Open([string]$path, [string]$mode, [string]$access, [string]$share) {
        if ("$mode $access $share" -ne 'Open Read ReadWrite') { throw [ArgumentException]::new('the reader may only read') }
        Enter-LabPlace $path
        $file = $script:lab.files | Where-Object { $_.path -eq $path }
        return [IO.MemoryStream]::new([Convert]::FromBase64String($file.content))
    }
}

# ---- events

function Get-WinEvent {
    [CmdletBinding()] param([string]$ListLog, [string]$LogName, [string]$FilterXPath, [long]$MaxEvents, [switch]$Oldest)
    $name = "$ListLog$LogName"
    if ($ListLog) { Enter-LabPlace 'events', $name }
    $log = $lab.logs | Where-Object { $_.log -eq $name }
    if (-not $log) { throw (New-LabError ([Exception]::new('Kein Protokoll.')) 'NoMatchingLogsFound' 'ObjectNotFound') }
    if ($ListLog) { return [pscustomobject]@{ LogName = $log.log; RecordCount = $log.records } }
    $found = if ($FilterXPath) { Select-LabEvent $log.events $FilterXPath } else { Get-LabEnd $log $Oldest }
    if (-not $found) { $PSCmdlet.WriteError((New-LabError ([Exception]::new('Keine Ereignisse.')) 'NoMatchingEventsFound' 'ObjectNotFound')) }
    # As where a provider is gone: the event comes, and an error whose id is its message in the local language.
    if ($found -and -not $FilterXPath) { $PSCmdlet.WriteError((New-LabError ([Exception]::new('Kein Text.')) 'Kein Text.' 'NotSpecified')) }
    $found | Select-Object -First $MaxEvents
}
function Get-LabEnd($Log, [bool]$Oldest) {
    $time = if ($Oldest) { $Log.oldest } else { $Log.newest }
    if ($time) { [pscustomobject]@{ TimeCreated = (ConvertTo-LabTime $time).ToLocalTime() } }
}
function Select-LabEvent($Events, [string]$XPath) {
    if ($XPath -notmatch "^\*\[System\[Provider\[@Name='([^']+)'\] and \((EventID=\d+(?: or EventID=\d+){0,21})\)\]\]$") { throw "a query that the log service refuses: $XPath" }
    $provider = $Matches[1]
    $ids = $Matches[2] -replace 'EventID=' -split ' or '
    $Events | Where-Object { $_.provider -ceq $provider -and $ids -contains $_.event_id } | ForEach-Object {
        [pscustomobject]@{
            Id = [int]$_.event_id; RecordId = [long]$_.record; TimeCreated = (ConvertTo-LabTime $_.written).ToLocalTime()
            MachineName = $_.computer; Properties = @($_.properties | ForEach-Object { [pscustomobject]@{ Value = $_ } })
        }
    }
}

# ---- cim

function Get-CimInstance {
    [CmdletBinding()] param([string]$Namespace, [string]$ClassName, [string]$Filter, [string[]]$Property, [uint32]$OperationTimeoutSec)
    $before = $labState.spent
    try { Enter-LabPlace 'cim', $Namespace } catch { throw (New-LabError ([Exception]::new('Zugriff verweigert.')) 'HRESULT 0x80041003' 'PermissionDenied') }
    if ($labState.spent - $before -gt $OperationTimeoutSec) { throw (New-LabError ([Exception]::new('Zeit.')) 'HRESULT 0x80041069' 'NotSpecified') }
    $class = $lab.cim | Where-Object { $_.namespace -eq $Namespace -and $_.class -eq $ClassName }
    $id = if ($lab.cim | Where-Object { $_.namespace -eq $Namespace }) { 'HRESULT 0x80041010' } else { 'HRESULT 0x8004100e' }
    if (-not $class) { throw (New-LabError ([Exception]::new('Ungueltig.')) $id 'MetadataError') }
    foreach ($row in $class.rows) {
        if (Test-LabFilter $row $Filter) { Select-LabProperty $row $Property }
    }
}
function Test-LabFilter($Row, [string]$Filter) {
    foreach ($term in [regex]::Matches($Filter, "(\w+) = '((?:[^'\\]|\\.)*)'")) {
        $value = [regex]::Replace($term.Groups[2].Value, '\\(.)', '$1')
        if ("$($Row.($term.Groups[1].Value))" -ne $value) { return $false }
    }
    $true
}
function Select-LabProperty($Row, [string[]]$Names) {
    $instance = @{}
    foreach ($name in $Names) {
        $value = $Row.$name
        $instance[$name] = if ($value.time) { (ConvertTo-LabTime $value.time).ToLocalTime() } else { $value }
    }
    [pscustomobject]$instance
}

# ---- certificates

function Find-LabStore([string]$Place) {
    $store = $lab.stores | Where-Object { "Cert:\$($_.store)" -eq $Place }
    if (-not $store) { throw (New-LabMissing) }
    $store
}
function New-LabCertificate($Certificate) {
    [pscustomobject]@{
        Thumbprint = $Certificate.thumbprint; Subject = $Certificate.subject; Issuer = $Certificate.issuer
        NotBefore = (ConvertTo-LabTime $Certificate.not_before).ToLocalTime()
        NotAfter = (ConvertTo-LabTime $Certificate.not_after).ToLocalTime(); HasPrivateKey = $Certificate.has_private_key
    }
}

# ---- identity, and the .NET types that are put in the place of Windows' own

class LabIdentity {
    [string]$Name
    [LabSid]$User
    [LabSid[]]$Groups
    static [LabIdentity] GetCurrent() {
        $identity = [LabIdentity]::new()
        $identity.Name = $script:lab.account
        $identity.User = [LabSid]::new($script:lab.sid)
        $identity.Groups = @($script:lab.groups | ForEach-Object { [LabSid]::new($_) })
        return $identity
    }
}
$accelerators = [psobject].Assembly.GetType('System.Management.Automation.TypeAccelerators')
foreach ($pair in @(
        @('Microsoft.Win32.RegistryKey', [LabRegistryKey]), @('IO.File', [LabFiles]),
        @('Security.Principal.WindowsIdentity', [LabIdentity]), @('Security.Principal.SecurityIdentifier', [LabSid])
    )) { $accelerators::Add($pair[0], $pair[1]) }
