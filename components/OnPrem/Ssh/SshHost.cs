using Pulumi.Command.Remote.Inputs;

namespace K8tre.Components.OnPrem.Ssh;

/// <summary>Host that exists already, and its SSH connection.</summary>
public sealed record SshHost
{
    /// <summary>Label of nodes with GPUs, as NVIDIA's own charts use it.</summary>
    internal const string GpuLabel = "nvidia.com/gpu.present";

    /// <summary>
    /// Number of repeated attempts to connect. The provider waits 0.1 s after the first failure, 1.5 times as long after each further one,
    /// and never more than 5 s: a host that refuses connections is asked for two minutes.
    /// </summary>
    /// <remarks>https://github.com/pulumi/pulumi/blob/master/sdk/go/common/util/retry/until.go</remarks>
    internal const int Attempts = 32;

    /// <summary>Time limit of an attempt in seconds: a host that does not answer is asked for five minutes.</summary>
    internal const int SecondsOfAttempt = 5;

    /// <summary>Time after which a host that is asked through a bastion counts as unreachable in the preflight.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private static readonly List<string> InputsOfCommands = ["connection", "create", "delete", "stdin", "triggers"];
    private static readonly List<string> InputsOfCopies = ["connection", "source", "remotePath", "triggers"];

    /// <summary>Name of the node, a DNS label, unique in its cluster.</summary>
    public required string Name { get; init; }

    /// <summary>Address or DNS name, reachable from where Pulumi runs (through <see cref="Bastion"/>) and from the other nodes.</summary>
    public required string Address { get; init; }

    /// <summary>The node's IPv6 address, for a dual-stack cluster. Default: none.</summary>
    public string? AddressV6 { get; init; }

    /// <summary>The host's public key. Default: none; any host is accepted, which needs a waiver in the settings.</summary>
    public SshHostKey? HostKey { get; init; }

    /// <summary>TCP port of the SSH server. Default: 22.</summary>
    public int Port { get; init; } = 22;

    /// <summary>User to sign in as. Another user than root needs <c>sudo</c>. Default: <c>root</c>.</summary>
    public string User { get; init; } = "root";

    /// <summary>Private key, OpenSSH or PEM. Default: the keys of the SSH agent at <c>SSH_AUTH_SOCK</c>. Secret.</summary>
    public Input<string>? PrivateKey { get; init; }

    /// <summary>Password for <c>sudo</c>. Default: none; sudo must not ask for one. Secret.</summary>
    public Input<string>? SudoPassword { get; init; }

    /// <summary>Bastion of the connection. Default: none.</summary>
    public SshBastion? Bastion { get; init; }

    /// <summary>Labels of the node. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Taints of the node, <c>key=value:Effect</c>. Default: none.</summary>
    public IReadOnlyList<string> Taints { get; init; } = [];

    /// <summary>Folders for Longhorn's volumes, each a mounted ext4 or XFS file system. Default: none; it uses the root disk.</summary>
    public IReadOnlyList<string> Disks { get; init; } = [];

    /// <summary>True if the host has NVIDIA GPUs, a driver and NVIDIA's container runtime. Default: false.</summary>
    public bool HasGpu { get; init; }

    /// <summary>True if the host no longer exists: no command runs on it, and the cluster removes its node. Default: false.</summary>
    public bool IsLost { get; init; }

    /// <summary>
    /// Labels as words of the form <c>key=value</c>, in alphabetical order. A label marks hosts with GPUs. Longhorn places volumes by a
    /// label: in <see cref="Disks"/>, which an annotation of the node names, or on the root disk.
    /// </summary>
    /// <remarks>https://longhorn.io/docs/1.7.2/nodes-and-volumes/nodes/default-disk-and-node-config/</remarks>
    internal string LabelWords => string.Join(
        ' ',
        Labels.Append(new("node.longhorn.io/create-default-disk", Disks.Count > 0 ? "config" : "true"))
            .Concat(HasGpu ? [new(GpuLabel, "true")] : Array.Empty<KeyValuePair<string, string>>())
            .DistinctBy(label => label.Key)
            .OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => $"{label.Key}={label.Value}"));

    /// <summary>Prefix of a command that makes it run as root.</summary>
    internal string AsRoot => RemoteScript.AsRoot(User, asksPassword: SudoPassword is not null);

    /// <summary>User, address and keys of the connection, without secrets.</summary>
    internal string Endpoint => $"{User}@{Address}:{Port} {HostKey} {Bastion}";

    /// <summary>Returns the connection for the command provider. It checks the host keys.</summary>
    internal ConnectionArgs Connection()
    {
        var connection = new ConnectionArgs
        {
            Host = Address,
            Port = Port,
            User = User,
            DialErrorLimit = Attempts,
            PerDialTimeout = SecondsOfAttempt,
        };
        if (HostKey is not null)
            connection.HostKey = HostKey.ToString();
        if (PrivateKey is not null)
            connection.PrivateKey = PrivateKey;
        if (Bastion is not null)
            connection.Proxy = Bastion.Proxy(PrivateKey);
        return connection;
    }

    /// <summary>Returns the options of a command on this host. Commands of a lost host are kept and never run.</summary>
    /// <param name="parent">Component of the command.</param>
    /// <param name="after">Commands that come before. Their outputs are no inputs, so that their changes do not spread.</param>
    internal CustomResourceOptions Options(Resource parent, params IEnumerable<Resource> after) =>
        Options(InputsOfCommands, parent, after);

    /// <summary>Returns the options of a file that is uploaded to this host, like those of a command.</summary>
    /// <param name="parent">Component of the upload.</param>
    /// <param name="after">Commands that come before.</param>
    internal CustomResourceOptions OptionsOfCopy(Resource parent, params IEnumerable<Resource> after) =>
        Options(InputsOfCopies, parent, after);

    /// <summary>Returns the options of a command that runs once. Its output stays known, whatever happens to its host.</summary>
    /// <remarks>
    /// Another run needs another name. A change in place would use the old connection, and make the output unknown until it is deployed.
    /// </remarks>
    /// <param name="parent">Component of the command.</param>
    /// <param name="after">Commands that come before.</param>
    internal static CustomResourceOptions OptionsOfOneRun(Resource parent, params IEnumerable<Resource> after) =>
        new() { Parent = parent, DependsOn = [.. after], IgnoreChanges = InputsOfCommands };

    /// <summary>Returns options of a command that knows secrets. The provider does not mark its outputs as secret.</summary>
    internal static CustomResourceOptions WithSecretOutputs(CustomResourceOptions options)
    {
        options.AdditionalSecretOutputs.AddRange(["stdout", "stderr"]);
        return options;
    }

    private CustomResourceOptions Options(List<string> inputs, Resource parent, IEnumerable<Resource> after) => IsLost
        ? new()
        {
            Parent = parent,
            DependsOn = [.. after],
            RetainOnDelete = true,
            IgnoreChanges = inputs,
        }
        : new() { Parent = parent, DependsOn = [.. after] };
}
