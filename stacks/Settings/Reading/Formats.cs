namespace K8tre.Stacks.Settings.Reading;

/// <summary>Formats of texts in the settings: regular expressions, which editors check too, each with a hint for the operator.</summary>
internal static class Formats
{
    // A host with labels that are not empty, or an IPv6 address, and a port up to 65535.
    private const string Label = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private const string LowerLabel = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private const string Name = $@"{Label}(\.{Label})*";
    private const string LowerName = $@"{LowerLabel}(\.{LowerLabel})*";
    private const string Host = $@"({Name}|\[[0-9A-Fa-f:.]+\])";
    private const string PortNumber = "([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";
    private const string Authority = $"{Host}(:{PortNumber})?";

    /// <summary>RFC 1123.</summary>
    public const string DnsLabel = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$";

    public const string DnsLabelHint = "write 1 to 63 lower-case letters, digits and dashes, starting and ending with a letter or digit";

    /// <summary>RFC 1123, lower case, two labels or more. A last label that begins with a digit makes it a number or an address.</summary>
    public const string DomainName = $@"^({LowerLabel}\.)+[a-z]([a-z0-9-]{{0,61}}[a-z0-9])?$";

    public const string DomainNameHint = "write a domain in lower case without a scheme or a final dot, like dev.tre.example.org";

    /// <summary>https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set</summary>
    public const string LabelValue = "^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$";

    public const string LabelValueHint =
        "write 1 to 63 letters, digits, dashes, dots and underscores, starting and ending with a letter or digit";

    public const string GitUrl = $@"^(https://{Authority}(/[^\s@]*)?|ssh://([A-Za-z0-9._-]+@)?{Authority}/\S+|[A-Za-z0-9._-]+@{Host}:\S+)$";

    public const string GitUrlHint =
        "write an HTTPS or SSH address without a password, like https://github.com/k8tre/k8tre.git or git@github.com:k8tre/k8tre.git";

    /// <summary>Names that <c>git check-ref-format</c> allows, without a leading dash.</summary>
    public const string GitRevision = @"^(?!.*(\.\.|@\{|//))[A-Za-z0-9_][^\s~^:?*\[\\]*$";

    public const string GitRevisionHint = "write a branch, a tag or a commit, like main or d9ff2e1";

    /// <summary>https://www.pulumi.com/docs/iac/concepts/stacks/#fully-qualified-stack-names</summary>
    public const string StackName = "^[A-Za-z0-9_.-]{1,100}/[A-Za-z0-9_.-]{1,100}/[A-Za-z0-9_.-]{1,100}$";

    public const string StackNameHint = "write organization/project/stack, as `pulumi stack ls` shows it";

    public const string NamespacedName = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?/[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$";

    public const string NamespacedNameHint = "write namespace/name, like gateway/internal-gateway";

    public const string HttpsUrl = $@"^https://{Authority}(/[^\s@?#""]*)?$";

    public const string HttpsUrlHint = "write an HTTPS address without a password, like https://login.example.org/realms/tre";

    public const string ProxyUrl = $"^https?://{Name}:{PortNumber}/?$";

    public const string ProxyUrlHint = "write a URL with its port and without a password, like http://proxy.example.org:3128";

    public const string Word = "^[A-Za-z0-9._:@/-]{1,255}$";

    public const string WordHint = "write letters, digits, dots, dashes, colons, slashes, underscores and @";

    /// <summary>Text that is valid in a quoted field of Argo CD's policy file.</summary>
    public const string Digits = "^[0-9]{1,20}$";

    public const string DigitsHint = "write digits, in quotes";

    /// <summary>https://man.openbsd.org/sshd#SSH_KNOWN_HOSTS_FILE_FORMAT</summary>
    public const string KnownHost = @"^[^\s#]+ [a-z0-9@.-]+ [A-Za-z0-9+/]+=*( .*)?$";

    public const string KnownHostHint = "write the host, the type of the key and the key, as ssh-keyscan prints them";

    /// <summary>Host of a Git address over SSH.</summary>
    public const string SshHost = @"^(?:ssh://)?(?:[^@/\s]+@)?([A-Za-z0-9.-]+)[:/]";

    /// <summary>Name or IPv4 address without a colon, or IPv6 address with at least two colons. A port is not allowed.</summary>
    public const string HostAddress = $"^(?=.{{1,253}}$)({Name}|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*)$";

    public const string HostAddressHint = "write an IP address or a DNS name, without a scheme or a port";

    public const string IPv4 = @"^[0-9]{1,3}(\.[0-9]{1,3}){3}$";

    public const string IPv4Hint = "write an IPv4 address as four numbers without leading zeros";

    /// <summary>User names that Debian's adduser allows.</summary>
    public const string UserName = "^[a-z_][a-z0-9_-]{0,31}$";

    public const string UserNameHint = "write a user name of the host: lower-case letters, digits, dashes and underscores";

    /// <summary>https://github.com/k3s-io/k3s/releases</summary>
    public const string K3sVersion = @"^v1\.[0-9]{1,3}\.[0-9]{1,3}\+k3s[0-9]{1,2}$";

    public const string K3sVersionHint = "write a K3s release, like v1.35.4+k3s1";

    public const string AbsolutePath = "^(/[A-Za-z0-9._@+-]+)+$";

    public const string AbsolutePathHint = "write an absolute path of letters, digits and ._@+-, like /srv/data";

    /// <summary>Interface names that the kernel allows, without characters that a shell interprets.</summary>
    public const string InterfaceName = "^[A-Za-z0-9._-]{1,15}$";

    public const string InterfaceNameHint = "write the name of a network interface, like eth0";

    public const string HttpsFolder = $@"^https://{Authority}(/[^\s@?#]*)?/$";

    public const string HttpsFolderHint = "write an HTTPS URL without a password, with a slash at its end";

    public const string Sha256 = "^[0-9a-f]{64}$";

    public const string Sha256Hint = "write 64 hexadecimal digits in lower case, as sha256sum prints them";

    public const string Registry = $@"^(\*|{LowerName}(:{PortNumber})?)$";

    public const string RegistryHost = $"^{LowerName}(:{PortNumber})?$";

    public const string RegistryHostHint = "write the host of a registry, like registry.example.org:5000";

    public const string MirrorAddress = $"^{LowerName}(:{PortNumber})?(/[a-z0-9._-]+)*$";

    public const string MirrorAddressHint = "write a host and a path without https://, like images.example.org/docker.io";

    public const string RegistryHint = "write the host of a registry, like docker.io, or * for all";

    /// <summary>Shape of a schedule. <see cref="CronSchedule"/> checks the fields.</summary>
    public const string Cron = @"^(@(yearly|annually|monthly|weekly|daily|midnight|hourly|every [0-9.hms]+)|\S+( +\S+){4})$";

    public const string CronHint = "write the five fields of a cron expression, like 0 */12 * * *, or @daily or @every 6h";

    public const string HostAndPort = $"^{Name}(:{PortNumber})?$";

    public const string HostAndPortHint = "write a host without a scheme, and a port after a colon if it is not the default";

    public const string BucketName = "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$";

    public const string BucketNameHint = "write a bucket's name: 3 to 63 lower-case letters, digits, dots and dashes";

    public const string Port = $"^{PortNumber}/(TCP|UDP|SCTP)$";

    public const string PortHint = "write a port from 1 to 65535 and its protocol, like 443/TCP";

    private const string LabelText = "[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?";

    private const string LabelPair = $"([a-z0-9]([a-z0-9.-]*[a-z0-9])?/)?{LabelText}=({LabelText})?";

    /// <summary>https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set</summary>
    public const string NodeLabel = $"^{LabelPair}$";

    public const string NodeLabelHint = "write key=value, with the characters that Kubernetes allows in labels";

    /// <summary>https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/</summary>
    public const string NodeTaint = $"^{LabelPair}:(NoSchedule|PreferNoSchedule|NoExecute)$";

    public const string NodeTaintHint = "write key=value:Effect, with NoSchedule, PreferNoSchedule or NoExecute";

    public const string GitHubRepository = "^[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}$";

    public const string GitHubRepositoryHint = "write owner/name";

    public const string GitHubEnvironment = "^[A-Za-z0-9._-]{1,255}$";

    public const string GitHubEnvironmentHint = "write the name of an environment of the repository";

    public const string ProxyException = "^[A-Za-z0-9.:/*-]+$";

    public const string ProxyExceptionHint = "write a host, a domain with a leading dot, or a range";

    /// <summary>GUID other than the placeholders of documentation, which begin with zeros.</summary>
    public const string Guid = "^(?!0{8}-0{4}-0{4})[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

    public const string GuidHint = "write a GUID in lower case, as the Azure portal shows it; one of zeros is a placeholder";

    public const string AzureRegion = "^[a-z]{2,30}[0-9]?$";

    public const string AzureRegionHint = "write an Azure region as `az account list-locations` names it, like uksouth";

    public const string AwsAccount = "^(?!0{12})[0-9]{12}$";

    public const string AwsAccountHint = "write the twelve digits of an account, in quotes";

    public const string AwsRegion = "^[a-z]{2}(-[a-z]{2,20}){1,3}-[0-9]$";

    public const string AwsRegionHint = "write an AWS region, like eu-west-2";

    /// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns</summary>
    public const string AwsPrincipal = "^arn:aws(-cn|-us-gov)?:iam::(?!0{12})[0-9]{12}:(role|user)/[A-Za-z0-9+=,.@_/-]{1,512}$";

    public const string AwsPrincipalHint = "write the ARN of a role or a user, like arn:aws:iam::111122223333:role/operators";

    public const string InstanceType = "^[a-z][a-z0-9-]{0,20}\\.[a-z0-9-]{1,20}$";

    public const string InstanceTypeHint = "write an EC2 instance type, like m6i.2xlarge";

    public const string MinorVersion = @"^1\.[0-9]{2}$";

    public const string MinorVersionHint = "write a minor version in quotes, like '1.36'";

    /// <summary>https://learn.microsoft.com/azure/aks/create-node-pools#limitations</summary>
    public const string NodePoolName = "^[a-z][a-z0-9]{0,11}$";

    public const string NodePoolNameHint = "write 1 to 12 lower-case letters and digits, starting with a letter";

    /// <summary>Start of the id of a resource: a subscription and a resource group.</summary>
    /// <remarks>https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules</remarks>
    public const string AzureGroupId = $"^/subscriptions/{SubscriptionText}/resourceGroups/{AzureNameText}/providers/";

    /// <summary>Name of a resource at the end of an id.</summary>
    public const string AzureNameText = @"[A-Za-z0-9._()-]{1,90}";

    private const string SubscriptionText = "(?!0{8}-0{4}-0{4})[A-Za-z0-9-]{1,36}";

    public const string VmSize = "^Standard_[A-Za-z0-9_-]{2,40}$";

    public const string VmSizeHint = "write a size as `az vm list-skus` names it, like Standard_D4ds_v5";

    public const string Fqdn = @"^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$";

    public const string FqdnHint = "write a DNS name in lower case, without a scheme or a port; *. may come first";

    /// <summary>Mail address that is also valid as a replacement in K8TRE's manifests.</summary>
    public const string MailAddress = $@"^[A-Za-z0-9._-]+@({Label}\.)+[A-Za-z]{{2,63}}$";

    public const string MailAddressHint = "write a mail address, like tre@example.org";
}
