using System.Net;
using System.Net.Sockets;
using K8tre.Components;
using K8tre.Components.Addresses;
using K8tre.Components.Clusters;
using K8tre.Components.Egress;
using K8tre.Components.GitOps.ArgoCd.Plugin;
using K8tre.Components.OnPrem;
using K8tre.Components.OnPrem.Ssh;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.K3s;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.OnPrem;

/// <summary>Mapping of the settings to the inputs of the on-premises components.</summary>
internal static class OnPremMapping
{
    // The preflight probes each of these addresses. A range of thousands would take it too long.
    private const int ProbedAddresses = 64;

    /// <summary>Returns the inputs of a cluster.</summary>
    public static K3sClusterArgs Cluster(StackSettings settings, ClusterSpec spec)
    {
        var (k3s, target, secrets) = (spec.K3s!, spec.Target?.K3s, settings.Secrets);
        return new()
        {
            ClusterName = spec.Name,
            Environment = spec.Environment,
            IsProtected = spec.IsProtected,
            Region = spec.Region,
            Servers = [.. k3s.Servers.Select(host => Host(settings, host))],
            Agents = [.. k3s.Agents.Select(host => Host(settings, host))],
            Endpoint = k3s.ApiEndpoint is { } endpoint ? new(endpoint.Address, endpoint.VirtualInterface) : null,
            PodCidr = k3s.PodCidr,
            PodCidrV6 = k3s.PodCidrV6?.Network,
            ServiceCidr = k3s.ServiceCidr,
            ServiceCidrV6 = k3s.ServiceCidrV6?.Network,
            Release = Release(k3s),
            Registries = Registries(k3s.Registries, secrets),
            Proxy = k3s.Proxy is { } proxy ? new(proxy.Url, [k3s.NodeCidr.ToString(), .. proxy.Direct]) : null,
            Snapshots = Snapshots(spec.Name, k3s.Snapshots, secrets),
            VolumeBackups = VolumeBackups(settings, spec),
            PodSecurity = k3s.PodSecurity,
            PodSecurityExemptions = [.. Exemptions(spec).Union(k3s.PodSecurityExemptions)],
            InstallsPackages = k3s.InstallPackages,
            FreeAddresses = [.. FreeAddresses(k3s, target?.LoadBalancerRange)],
            Needs = k3s.CheckCapacity ? OnPremNeeds.For(settings, spec) : null,
            // Without kare-dns, K3s's CoreDNS forwards to the name servers of its host.
            Resolver = target is not null && !spec.Target!.Skip.Contains("kare-dns") ? new(target.Resolver) : null,
            NfsServers = OnPremAddOns.NfsServers(target),
            EncryptsVolumes = target is { EncryptVolumes: true },
            ForcesDrain = k3s.ForceDrain,
            DrainTimeout = TimeSpan.FromMinutes(k3s.DrainTimeoutMinutes),
            AgentsAwayAtOnce = k3s.AgentsAwayAtOnce,
            AgentsAtOnce = k3s.AgentsAtOnce,
            Token = secrets.K3sToken is { } token ? (Input<string>)token : null,
            ApplyGeneration = k3s.ApplyGeneration,
            TokenGeneration = k3s.TokenGeneration,
            CertificateGeneration = k3s.CertificateGeneration,
            EncryptionKeyGeneration = k3s.EncryptionKeyGeneration,
            Encryption = Encryption(k3s.SecretsEncryption, secrets),
            RestoreFrom = k3s.RestoreFrom,
            SnapshotName = k3s.TakeSnapshot,
            RemovesData = k3s.RemoveDataOf == spec.Name,
        };
    }

    /// <summary>Returns the addresses at which an Argo CD elsewhere reaches the API server of a cluster.</summary>
    public static ApiServerAddresses ApiServer(ClusterSpec spec)
    {
        var k3s = spec.K3s!;
        var address = k3s.ApiEndpoint?.Address ?? k3s.Servers.First(server => !server.Lost).Address;
        return IPAddress.TryParse(address, out var ip)
            ? new([new IPNetwork(ip, ip.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)], K3sEndpoint.ApiPort)
            : new([], K3sEndpoint.ApiPort) { Names = [address] };
    }

    /// <summary>
    /// Returns the DNS names outside a cluster that its pods may resolve: those of the platform, of K8TRE, and of the environment's edges.
    /// There is no firewall that restricts names.
    /// </summary>
    public static IReadOnlyList<string> ResolvableNames(StackSettings settings, ClusterSpec spec)
    {
        var rules = K8treEgress.K8tre.Concat(K8treEgress.OnPremise).Concat(OperatorEgress.For(settings.Platform));
        var others = spec.Role == ClusterRole.Management ? settings.Targets.SelectMany(target => ApiServer(target).Names) : [];
        return
        [
            .. rules.SelectMany(rule => rule.Fqdns)
                .Concat(others)
                .Concat(spec.Target is { ExternalDomain: var domain } ? [domain, $"**.{domain}"] : [])
                .Concat(spec.Target?.Edges.SelectMany(edge => EdgeMapping.Names(edge)) ?? [])
                .Distinct(),
        ];
    }

    /// <summary>Returns the patches of K8TRE's manifests for a cluster. A management cluster has none.</summary>
    public static IReadOnlyList<OverlayPatch> Patches(StackSettings settings, ClusterSpec spec) => spec.Target?.K3s is { } target
        ? OnPremPatches.For(spec.Environment, OnPremNeeds.Volumes(spec), VolumeBackups(settings, spec), target.Resolver)
        : [];

    /// <summary>Returns the outputs of the stack about a cluster.</summary>
    public static IReadOnlyDictionary<string, object?> Outputs(StackSettings settings, ClusterSpec spec, K3sCluster cluster) =>
        new Dictionary<string, object?>
        {
            ["hosts"] = Hosts(settings, spec.K3s!),
            // A snapshot can be restored only with the token of its time.
            ["k3sToken"] = cluster.Token,
            ["snapshot"] = cluster.Snapshot,
        };

    // Connections that `k8tre hosts` reads. Lost hosts are left out.
    private static object[] Hosts(StackSettings settings, K3sSettings k3s)
    {
        var ssh = settings.Platform.Ssh;
        return
        [
            .. k3s.Servers.Concat(k3s.Agents).Where(host => !host.Lost).Select(host =>
            {
                var connection = Connection(host.Address, host.Port, host.User, host.HostKey);
                connection["name"] = host.Name;
                connection["sudoAsksPassword"] = ssh.SudoAsksPassword;
                if (ssh.Bastion is { } bastion)
                    connection["bastion"] = Connection(bastion.Address, bastion.Port, bastion.User, bastion.HostKey);
                return connection;
            }),
        ];
    }

    private static Dictionary<string, object?> Connection(string address, int port, string user, SshHostKey? hostKey) =>
        new() { ["address"] = address, ["port"] = port, ["user"] = user, ["hostKey"] = hostKey?.ToString() };

    private static SshHost Host(StackSettings settings, HostSettings host)
    {
        var (ssh, secrets) = (settings.Platform.Ssh, settings.Secrets);
        return new()
        {
            Name = host.Name,
            Address = host.Address,
            AddressV6 = host.AddressV6,
            HostKey = host.HostKey,
            Port = host.Port,
            User = host.User,
            PrivateKey = ssh.Authentication == SshAuthentication.PrivateKey ? (Input<string>)secrets.SshPrivateKey! : null,
            SudoPassword = ssh.SudoAsksPassword ? (Input<string>)secrets.SudoPassword! : null,
            Bastion = ssh.Bastion is { } bastion
                ? new() { Address = bastion.Address, HostKey = bastion.HostKey, Port = bastion.Port, User = bastion.User }
                : null,
            Labels = host.Labels.Select(label => label.Split('=', 2)).ToDictionary(label => label[0], label => label[1]),
            Taints = host.Taints,
            Disks = host.Disks,
            HasGpu = host.Gpu,
            IsLost = host.Lost,
        };
    }

    private static K3sRelease Release(K3sSettings k3s) => Release(k3s, k3s.Version ?? Versions.K3s.Version);

    private static K3sRelease Release(K3sSettings k3s, string version) => new()
    {
        Version = version,
        Location = k3s.Artefacts.Mirror is { } mirror ? new(mirror) : null,
        Sha256 = k3s.Artefacts.Sha256 ?? Versions.K3sSha256(version, "k3s"),
        ImagesSha256 = k3s.Artefacts.ImagesSha256 ?? Versions.K3sSha256(version, "k3s-airgap-images-amd64.tar.zst"),
        File = k3s.Artefacts.File is { } file ? ProjectFiles.Locate(file) : null,
        ImagesFile = k3s.Artefacts.ImagesFile is { } images ? ProjectFiles.Locate(images) : null,
        HasImages = k3s.Artefacts.Images || k3s.Artefacts.ImagesFile is not null,
    };

    private static ImageRegistries Registries(RegistrySettings registries, PlatformSecrets secrets) => new()
    {
        Mirrors = registries.Mirrors.ToDictionary(mirror => mirror.Registry, mirror => mirror.Endpoints),
        FallsBack = registries.FallBack,
        IsEmbedded = registries.Embedded,
        SystemRegistry = registries.SystemRegistry,
        Credentials = registries.SignIn ? (Input<string>)secrets.RegistryCredentials! : null,
    };

    private static SecretsEncryption Encryption(SecretsEncryptionSettings encryption, PlatformSecrets secrets) => new()
    {
        Provider = encryption.Provider,
        Kms = encryption.Kms is not { } kms ? null : new()
        {
            Url = kms.Url,
            Path = kms.Path,
            Sha256 = kms.Sha256,
            Arguments = kms.Arguments,
            User = kms.User,
            Timeout = TimeSpan.FromSeconds(kms.TimeoutSeconds),
            Environment = secrets.KmsEnvironment is { } environment ? (Input<string>)environment : null,
            Credentials = secrets.KmsCredentials is { } credentials ? (Input<string>)credentials : null,
            IsRetired = kms.Retire,
        },
    };

    private static VolumeBackups? VolumeBackups(StackSettings settings, ClusterSpec spec) => spec switch
    {
        { Target.K3s: { Snapshots: { S3: not null } snapshots } target } => new()
        {
            Schedule = (target.VolumeBackups ?? new()).Schedule,
            Retention = (target.VolumeBackups ?? new()).Retention,
            Bucket = Snapshots(spec.Name, snapshots, settings.Secrets),
        },
        _ => null,
    };

    private static K3sSnapshots Snapshots(string cluster, SnapshotSettings snapshots, PlatformSecrets secrets) => new()
    {
        Schedule = snapshots.Schedule,
        Retention = snapshots.Retention,
        S3Endpoint = snapshots.S3?.Endpoint,
        S3Bucket = snapshots.S3?.Bucket,
        S3Folder = snapshots.S3 is { } bucket ? bucket.Folder ?? cluster : null,
        S3Region = snapshots.S3?.Region ?? "us-east-1",
        S3AccessKey = snapshots.S3 is null ? null : (Input<string>)secrets.SnapshotAccessKey!,
        S3SecretKey = snapshots.S3 is null ? null : (Input<string>)secrets.SnapshotSecretKey!,
    };

    // K8TRE's workloads do not run in a management cluster.
    private static IReadOnlyList<string> Exemptions(ClusterSpec spec) =>
        spec.Target is null ? ["kube-system"] : K8trePodSecurity.Privileged(spec.Environment);

    private static IEnumerable<string> FreeAddresses(K3sSettings k3s, IPv4Range? loadBalancers)
    {
        if (k3s.ApiEndpoint is { VirtualInterface: not null } endpoint)
            yield return endpoint.Address;
        foreach (var address in loadBalancers?.Take(ProbedAddresses) ?? [])
            yield return address.ToString();
    }
}
