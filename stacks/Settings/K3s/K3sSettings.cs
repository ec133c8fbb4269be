using System.ComponentModel.DataAnnotations;
using System.Net;
using K8tre.Components.Addresses;
using K8tre.Components.OnPrem;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>A K3s cluster on hosts that exist already.</summary>
public sealed record K3sSettings
{
    /// <summary>Network that the hosts share, and in which the load balancer's addresses are free.</summary>
    public required IPNetwork NodeCidr { get; init; }

    /// <summary>Addresses that MetalLB may give to Services, inside <see cref="NodeCidr"/>, used by nothing else. Required in an environment.</summary>
    public IPv4Range? LoadBalancerRange { get; init; }

    /// <summary>Range of the pods' addresses, /24 or larger: every node takes a /24. Default: 10.42.0.0/16.</summary>
    public IPNetwork PodCidr { get; init; } = IPNetwork.Parse("10.42.0.0/16");

    /// <summary>IPv6 range of the pods' addresses, /104 to /112, for a cluster of both families: every node takes a /120. Default: none.</summary>
    public IPv6Range? PodCidrV6 { get; init; }

    /// <summary>Range of the Services' addresses, /12 to /24. Default: 10.43.0.0/16.</summary>
    public IPNetwork ServiceCidr { get; init; } = IPNetwork.Parse("10.43.0.0/16");

    /// <summary>IPv6 range of the Services' addresses, /108 to /124, for a cluster of both families. Default: none.</summary>
    public IPv6Range? ServiceCidrV6 { get; init; }

    /// <summary>Stable address of the API. Needed with several servers. Default: the only server's own.</summary>
    public ApiEndpointSettings? ApiEndpoint { get; init; }

    /// <summary>Hosts of the control plane, which run workloads too: one, three or five.</summary>
    [MinLength(1, ErrorMessage = "add the host of the server")]
    public required IReadOnlyList<HostSettings> Servers { get; init; }

    /// <summary>Hosts that run workloads only, written like servers. Default: none.</summary>
    public IReadOnlyList<HostSettings> Agents { get; init; } = [];

    /// <summary>K3s version. Default: the pinned one. One minor version up at a time, never down.</summary>
    [RegularExpression(Formats.K3sVersion, ErrorMessage = Formats.K3sVersionHint)]
    public string? Version { get; init; }

    /// <summary>Where the K3s program and images come from. Default: the release's own page, checked by its checksums.</summary>
    public K3sArtefactSettings Artefacts { get; init; } = new();

    /// <summary>Where nodes pull images. Default: the registries that the images name.</summary>
    public RegistrySettings Registries { get; init; } = new();

    /// <summary>HTTP proxy by which the nodes reach the internet. Default: none.</summary>
    public ProxySettings? Proxy { get; init; }

    /// <summary>Snapshots of etcd. Default: twice a day, ten kept on each server.</summary>
    public SnapshotSettings Snapshots { get; init; } = new();

    /// <summary>What pods may do in a namespace that says nothing itself. Default: <c>baseline</c>; <c>privileged</c> needs a waiver.</summary>
    public PodSecurityLevel PodSecurity { get; init; } = PodSecurityLevel.Baseline;

    /// <summary>Namespaces to which that does not apply, beside kube-system, longhorn-system and metallb-system. Default: none.</summary>
    public IReadOnlyList<string> PodSecurityExemptions { get; init; } = [];

    /// <summary>Whether missing Debian packages are installed. Default: true. Where no mirror is reachable they have to be there.</summary>
    public bool InstallPackages { get; init; } = true;

    /// <summary>NFS exports that pods may mount, each a volume. Default: none.</summary>
    public IReadOnlyList<NfsExportSettings> NfsExports { get; init; } = [];

    /// <summary>How many minutes the pods of a node may take to go. Default: 5.</summary>
    [Range(1, 240, ErrorMessage = "supply 1 to 240")]
    public int DrainTimeoutMinutes { get; init; } = 5;

    /// <summary>Agents that an upgrade may take away at the same time. Default: 1.</summary>
    [Range(1, 50, ErrorMessage = "supply 1 to 50")]
    public int AgentsAwayAtOnce { get; init; } = 1;

    /// <summary>Agents that are installed at the same time. Default: 50.</summary>
    [Range(1, 50, ErrorMessage = "supply 1 to 50; K3s advises no more")]
    public int AgentsAtOnce { get; init; } = 50;

    /// <summary>Which run of the hosts' steps: another number runs all of them again, and puts back what was changed on a host. Default: 1.</summary>
    [Range(1, 1_000_000, ErrorMessage = "supply 1 to 1000000")]
    public int ApplyGeneration { get; init; } = 1;

    /// <summary>Which passwords nodes join with: another number rotates them. Default: 1.</summary>
    [Range(1, 1_000_000, ErrorMessage = "supply 1 to 1000000")]
    public int TokenGeneration { get; init; } = 1;

    /// <summary>Which keys encrypt Secrets: another number rotates them. Default: 1.</summary>
    [Range(1, 1_000_000, ErrorMessage = "supply 1 to 1000000")]
    public int EncryptionKeyGeneration { get; init; } = 1;

    /// <summary>Name of a snapshot to take now; another name takes another one. Default: none.</summary>
    [RegularExpression(Formats.DnsLabel, ErrorMessage = Formats.DnsLabelHint)]
    public string? TakeSnapshot { get; init; }

    /// <summary>Snapshot to bring back, once: its path on the first server that is not lost. Default: none.</summary>
    [RegularExpression(Formats.AbsolutePath, ErrorMessage = Formats.AbsolutePathHint)]
    public string? RestoreFrom { get; init; }

    /// <summary>
    /// Name of the cluster whose nodes lose their data (etcd, local volumes) when they are removed. It must be this one's. Default: none, data stays.
    /// </summary>
    public string? RemoveDataOf { get; init; }
}

/// <summary>The API's stable address, in front of several servers.</summary>
public sealed record ApiEndpointSettings
{
    /// <summary>IP address, or DNS name, that nodes and clients reach. No host's own.</summary>
    [RegularExpression(Formats.HostAddress, ErrorMessage = Formats.HostAddressHint)]
    public required string Address { get; init; }

    /// <summary>
    /// Network interface of the servers on which kube-vip holds the address, like <c>eth0</c>. Default: none, your load balancer holds it and forwards port 6443.
    /// </summary>
    [RegularExpression(Formats.InterfaceName, ErrorMessage = Formats.InterfaceNameHint)]
    public string? VirtualInterface { get; init; }
}

/// <summary>Where the K3s program and images come from.</summary>
public sealed record K3sArtefactSettings
{
    /// <summary>URL of a mirror, below which the files of the release lie under their own names. Default: the release's own page.</summary>
    [RegularExpression(Formats.HttpsFolder, ErrorMessage = Formats.HttpsFolderHint)]
    public string? Mirror { get; init; }

    /// <summary>The sha256 of the program. Default: the release's own, read once and remembered. Needed with <see cref="File"/>.</summary>
    [RegularExpression(Formats.Sha256, ErrorMessage = Formats.Sha256Hint)]
    public string? Sha256 { get; init; }

    /// <summary>The program as a file beside Pulumi.yaml: no node needs the internet. Default: nodes download it.</summary>
    public string? File { get; init; }

    /// <summary>Whether nodes get the bundle of K3s's images, instead of pulling them. Default: false.</summary>
    public bool Images { get; init; }

    /// <summary>The sha256 of the image bundle. Needed with <see cref="ImagesFile"/>.</summary>
    [RegularExpression(Formats.Sha256, ErrorMessage = Formats.Sha256Hint)]
    public string? ImagesSha256 { get; init; }

    /// <summary>The image bundle, <c>k3s-airgap-images-amd64.tar.zst</c>, as a file beside Pulumi.yaml. Default: none.</summary>
    public string? ImagesFile { get; init; }
}

/// <summary>Where nodes pull images.</summary>
public sealed record RegistrySettings
{
    /// <summary>Mirrors of registries. Default: none.</summary>
    public IReadOnlyList<RegistryMirrorSettings> Mirrors { get; init; } = [];

    /// <summary>Whether a registry is asked too when its mirrors lack an image. Default: true.</summary>
    public bool FallBack { get; init; } = true;

    /// <summary>Whether nodes sign in to registries, with what <c>k8tre:registryCredentials</c> holds. Default: false.</summary>
    public bool SignIn { get; init; }
}

/// <summary>Mirrors of one registry.</summary>
public sealed record RegistryMirrorSettings
{
    /// <summary>The registry, like <c>docker.io</c>, or <c>*</c> for all.</summary>
    [RegularExpression(Formats.Registry, ErrorMessage = Formats.RegistryHint)]
    public required string Registry { get; init; }

    /// <summary>URLs to pull from instead, in this order.</summary>
    [MinLength(1, ErrorMessage = "add the URL of a mirror")]
    public required IReadOnlyList<string> Endpoints { get; init; }
}

/// <summary>An HTTP proxy.</summary>
public sealed record ProxySettings
{
    /// <summary>Its URL, without a password.</summary>
    [RegularExpression(Formats.ProxyUrl, ErrorMessage = Formats.ProxyUrlHint)]
    public required string Url { get; init; }

    /// <summary>Hosts, domains (with a leading dot) and ranges that are reached without it, beside the cluster's own. Default: none.</summary>
    public IReadOnlyList<string> Direct { get; init; } = [];
}

/// <summary>Snapshots of etcd.</summary>
public sealed record SnapshotSettings
{
    /// <summary>When, in the form of cron. Default: <c>0 */12 * * *</c>.</summary>
    [RegularExpression(Formats.Cron, ErrorMessage = Formats.CronHint)]
    public string Schedule { get; init; } = "0 */12 * * *";

    /// <summary>How many each server keeps. Default: 10.</summary>
    [Range(1, 1000, ErrorMessage = "supply 1 to 1000")]
    public int Retention { get; init; } = 10;

    /// <summary>S3 bucket that gets a copy of each. Default: none, they stay on the servers.</summary>
    public SnapshotBucketSettings? S3 { get; init; }
}

/// <summary>An S3 bucket for snapshots; its keys are the secrets <c>k8tre:snapshotAccessKey</c> and <c>k8tre:snapshotSecretKey</c>.</summary>
public sealed record SnapshotBucketSettings
{
    /// <summary>Host of the S3 service, and its port where it has another than 443.</summary>
    [RegularExpression(Formats.HostAndPort, ErrorMessage = Formats.HostAndPortHint)]
    public required string Endpoint { get; init; }

    /// <summary>Name of the bucket, which exists.</summary>
    [RegularExpression(Formats.BucketName, ErrorMessage = Formats.BucketNameHint)]
    public required string Bucket { get; init; }

    /// <summary>Folder in it. Default: the cluster's name.</summary>
    [RegularExpression(Formats.LabelValue, ErrorMessage = Formats.LabelValueHint)]
    public string? Folder { get; init; }

    /// <summary>Region of the bucket. Default: us-east-1.</summary>
    [RegularExpression(Formats.DnsLabel, ErrorMessage = Formats.DnsLabelHint)]
    public string Region { get; init; } = "us-east-1";
}

/// <summary>An NFS export that pods may mount: a volume of the same name, which keeps its data.</summary>
public sealed record NfsExportSettings
{
    /// <summary>Name of the volume, unique in the cluster.</summary>
    [RegularExpression(Formats.DnsLabel, ErrorMessage = Formats.DnsLabelHint)]
    public required string Name { get; init; }

    /// <summary>Server, reachable from every node on port 2049.</summary>
    [RegularExpression(Formats.HostAddress, ErrorMessage = Formats.HostAddressHint)]
    public required string Server { get; init; }

    /// <summary>Path of the export.</summary>
    [RegularExpression(Formats.AbsolutePath, ErrorMessage = Formats.AbsolutePathHint)]
    public required string Path { get; init; }

    /// <summary>Whether pods may only read. Default: true.</summary>
    public bool ReadOnly { get; init; } = true;
}
