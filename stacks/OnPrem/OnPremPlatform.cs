using K8tre.Components;
using K8tre.Components.Clusters;
using K8tre.Components.OnPrem;
using K8tre.Components.OnPrem.Ssh;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.K3s;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.OnPrem;

/// <summary>Clusters of K3s on hosts that exist already. They share nothing.</summary>
internal sealed class OnPremPlatform(PlatformSettings settings) : IVendorPlatform
{
    // What is looked at before the cluster exists; a range of thousands would only make that slow.
    private const int ProbedAddresses = 64;

    /// <inheritdoc/>
    public ManagementCluster Management(TreEnvironment environment)
    {
        var (name, k3s) = (ManagementSettings.ClusterNameIn(settings), settings.Management.K3s!);
        var cluster = new K3sCluster(name, Cluster(name, environment, settings.Management.RegionIn(settings), k3s));
        return new(cluster, new Dictionary<string, object?> { ["hosts"] = Hosts(k3s), ["k3sToken"] = cluster.Token });
    }

    /// <inheritdoc/>
    public VendorCluster Environment(EnvironmentSettings environment, ArgoCdIdentity? argoCd)
    {
        var (name, k3s) = (environment.ClusterNameIn(settings), environment.K3s!);
        var cluster = new K3sCluster(name, Cluster(name, environment.Environment, environment.Region, k3s));
        return new(cluster, new Dictionary<string, object?>
        {
            ["hosts"] = Hosts(k3s),
            // What opens the snapshots: an operator keeps it with them.
            ["k3sToken"] = cluster.Token,
            ["snapshot"] = cluster.Snapshot,
        })
        {
            LoadBalancerRange = k3s.LoadBalancerRange,
            OnNetwork = onNetwork =>
            [
                .. k3s.NfsExports.Count == 0 ? [] : new Resource[]
                {
                    new NfsVolumes($"{name}-nfs", [.. k3s.NfsExports.Select(export => new NfsExport(export.Name, export.Server, export.Path, export.ReadOnly))], onNetwork),
                },
                new LocalPathClass($"{name}-local-path", cluster.Version, onNetwork),
            ],
        };
    }

    private K3sClusterArgs Cluster(string name, TreEnvironment environment, string region, K3sSettings k3s) =>
        new()
        {
            ClusterName = name,
            Environment = environment,
            Region = region,
            Servers = [.. k3s.Servers.Select(Host)],
            Agents = [.. k3s.Agents.Select(Host)],
            Endpoint = k3s.ApiEndpoint is { } endpoint ? new(endpoint.Address, endpoint.VirtualInterface) : null,
            PodCidr = k3s.PodCidr,
            PodCidrV6 = k3s.PodCidrV6?.Network,
            ServiceCidr = k3s.ServiceCidr,
            ServiceCidrV6 = k3s.ServiceCidrV6?.Network,
            Release = Release(k3s),
            Registries = Registries(k3s.Registries, settings.Secrets),
            Proxy = k3s.Proxy is { } proxy ? new(proxy.Url, [k3s.NodeCidr.ToString(), .. proxy.Direct]) : null,
            Snapshots = Snapshots(name, k3s.Snapshots, settings.Secrets),
            PodSecurity = k3s.PodSecurity,
            PodSecurityExemptions = ["kube-system", "longhorn-system", "metallb-system", .. k3s.PodSecurityExemptions],
            InstallsPackages = k3s.InstallPackages,
            FreeAddresses = [.. FreeAddresses(k3s)],
            NfsServers = [.. k3s.NfsExports.Select(export => export.Server).Distinct()],
            DrainTimeout = TimeSpan.FromMinutes(k3s.DrainTimeoutMinutes),
            AgentsAwayAtOnce = k3s.AgentsAwayAtOnce,
            AgentsAtOnce = k3s.AgentsAtOnce,
            Token = settings.Secrets.K3sToken is { } token ? (Input<string>)token : null,
            ApplyGeneration = k3s.ApplyGeneration,
            TokenGeneration = k3s.TokenGeneration,
            EncryptionKeyGeneration = k3s.EncryptionKeyGeneration,
            RestoreFrom = k3s.RestoreFrom,
            SnapshotName = k3s.TakeSnapshot,
            RemovesData = k3s.RemoveDataOf == name,
        };

    // How an operator reaches the hosts: what `k8tre hosts` reads. Lost ones are left out.
    private IReadOnlyList<object> Hosts(K3sSettings k3s) =>
    [
        .. k3s.Servers.Concat(k3s.Agents).Where(host => !host.Lost).Select(host =>
        {
            var reach = Reach(host.Address, host.Port, host.User, host.HostKey);
            reach["name"] = host.Name;
            reach["sudoAsksPassword"] = settings.Ssh.SudoAsksPassword;
            if (settings.Ssh.Bastion is { } bastion)
                reach["bastion"] = Reach(bastion.Address, bastion.Port, bastion.User, bastion.HostKey);
            return reach;
        }),
    ];

    private static Dictionary<string, object?> Reach(string address, int port, string user, SshHostKey? hostKey) =>
        new() { ["address"] = address, ["port"] = port, ["user"] = user, ["hostKey"] = hostKey?.ToString() };

    private SshHost Host(HostSettings host) => new()
    {
        Name = host.Name,
        Address = host.Address,
        AddressV6 = host.AddressV6,
        HostKey = host.HostKey,
        Port = host.Port,
        User = host.User,
        PrivateKey = settings.Ssh.Authentication == SshAuthentication.PrivateKey ? (Input<string>)settings.Secrets.SshPrivateKey! : null,
        SudoPassword = settings.Ssh.SudoAsksPassword ? (Input<string>)settings.Secrets.SudoPassword! : null,
        Bastion = settings.Ssh.Bastion is { } bastion
            ? new() { Address = bastion.Address, HostKey = bastion.HostKey, Port = bastion.Port, User = bastion.User }
            : null,
        Labels = host.Labels.Select(label => label.Split('=', 2)).ToDictionary(label => label[0], label => label[1]),
        Taints = host.Taints,
        Disks = host.Disks,
        IsLost = host.Lost,
    };

    private static K3sRelease Release(K3sSettings k3s) => new()
    {
        Version = k3s.Version ?? Versions.K3s.Version,
        Location = k3s.Artefacts.Mirror is { } mirror ? new(mirror) : null,
        Sha256 = k3s.Artefacts.Sha256,
        ImagesSha256 = k3s.Artefacts.ImagesSha256,
        File = k3s.Artefacts.File is { } file ? ProjectFiles.Locate(file) : null,
        ImagesFile = k3s.Artefacts.ImagesFile is { } images ? ProjectFiles.Locate(images) : null,
        HasImages = k3s.Artefacts.Images || k3s.Artefacts.ImagesFile is not null,
    };

    private static ImageRegistries Registries(RegistrySettings registries, PlatformSecrets secrets) => new()
    {
        Mirrors = registries.Mirrors.ToDictionary(mirror => mirror.Registry, mirror => mirror.Endpoints),
        FallsBack = registries.FallBack,
        Credentials = registries.SignIn ? (Input<string>)secrets.RegistryCredentials! : null,
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

    private static IEnumerable<string> FreeAddresses(K3sSettings k3s)
    {
        if (k3s.ApiEndpoint is { VirtualInterface: not null } endpoint)
            yield return endpoint.Address;
        foreach (var address in k3s.LoadBalancerRange?.Take(ProbedAddresses) ?? [])
            yield return address.ToString();
    }
}
