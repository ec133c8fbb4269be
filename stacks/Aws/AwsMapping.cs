using System.Net;
using K8tre.Components;
using K8tre.Components.Aws.Backup;
using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Keys;
using K8tre.Components.Aws.Monitoring;
using K8tre.Components.Aws.Network;
using K8tre.Components.Aws.Pipelines;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Aws.Storage;
using K8tre.Components.Aws.Workloads;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Aws;

namespace K8tre.Stacks.Aws;

/// <summary>Mapping of the settings to the inputs of the components on AWS.</summary>
internal static class AwsMapping
{
    /// <summary>Returns the account and the region of a platform.</summary>
    public static AwsScope Scope(PlatformSettings settings)
    {
        var region = settings.Aws!.Region;
        return new() { Region = region, AccountId = settings.Aws.AccountId, Partition = Partition(region) };
    }

    /// <summary>Returns the mirrors from which the nodes of the platform's clusters pull.</summary>
    public static ImageMirrors Mirrors(PlatformSettings settings) =>
        settings.Aws!.Registry ? EcrRegistryArgs.Mirrors(Scope(settings), settings.Name, settings.Aws.RegistryAccounts) : ImageMirrors.None;

    /// <summary>Returns the inputs of the account's registry.</summary>
    /// <param name="settings">The platform's settings.</param>
    /// <param name="keys">Keys of the first cluster, which encrypt the images.</param>
    public static EcrRegistryArgs Registry(StackSettings settings, ClusterKeys keys) => new()
    {
        Scope = Scope(settings.Platform),
        Prefix = settings.Platform.Name,
        Key = keys.Files,
        DockerHub = Account(settings, RegistryUpstream.DockerHub),
        GitHub = Account(settings, RegistryUpstream.GitHub),
    };

    /// <summary>Returns the address range of a cluster's VPC.</summary>
    public static IPNetwork Range(StackSettings settings, ClusterSpec spec)
    {
        var addresses = new AddressPlan(settings.Platform.Aws!.AddressSpace);
        return spec.Role == ClusterRole.Management ? addresses.Management : addresses.Spoke(spec.Environment);
    }

    /// <summary>Returns the address ranges of the VPCs that other clusters of the platform have or may get.</summary>
    public static IReadOnlyList<IPNetwork> OtherRanges(StackSettings settings, ClusterSpec spec)
    {
        var addresses = new AddressPlan(settings.Platform.Aws!.AddressSpace);
        return [.. Enum.GetValues<TreEnvironment>().Select(addresses.Spoke).Append(addresses.Management).Except([Range(settings, spec)])];
    }

    /// <summary>
    /// Returns the addresses of a cluster's API server. A VPC elsewhere resolves the name of a public one to its public address.
    /// </summary>
    public static ApiServerAddresses ApiServer(StackSettings settings, AwsScope scope, ClusterSpec spec) =>
        new([Range(settings, spec)], EksAccess.Port)
        {
            Names = spec.Eks!.PublicRanges.Count > 0 ? AwsEgress.PublicClusters(scope).Fqdns : [],
        };

    /// <summary>Inputs of a cluster's VPC.</summary>
    public static ClusterVpcArgs Vpc(StackSettings settings, ClusterSpec spec, ClusterKeys keys)
    {
        var (platform, scope, hasRunner) = (settings.Platform, Scope(settings.Platform), AwsEgressMapping.HasRunner(settings, spec));
        var profile = EksProfile.For(spec.Environment);
        return new()
        {
            Scope = scope,
            ClusterName = spec.Name,
            Range = Range(settings, spec),
            Zones = spec.Eks!.Zones,
            HasNatPerZone = profile.HasNatPerZone,
            HasFirewall = platform.Aws!.Firewall,
            IsProtected = spec.IsProtected,
            Egress = AwsEgressMapping.Rules(settings, scope, spec),
            Services = hasRunner ? EndpointService.Pipelines(scope) : [],
            WorkflowRole = hasRunner ? IamRole.ArnOf(scope, PipelineIdentity.NameIn(platform.Name)) : null,
            OwnBuckets = AwsEgressMapping.OwnBuckets(settings, spec),
            Buckets = AwsEgressMapping.OtherBuckets(settings, spec),
            Domains = spec.Target is { } target ? [target.ExternalDomain] : [],
            Logs = new(keys.Logs, platform.Aws.LogRetentionDays),
        };
    }

    /// <summary>Inputs of the pipelines' build machines.</summary>
    public static PipelineRunnerArgs Runner(PlatformSettings settings, ClusterKeys keys, ClusterVpc vpc)
    {
        var pipelines = settings.Aws!.Pipelines!;
        return new()
        {
            Scope = Scope(settings),
            ProjectName = $"{settings.Name}-runner",
            Repository = GitHubRepository.Parse(pipelines.Repository),
            Connection = pipelines.Runner!.Connection,
            Vpc = vpc.Id,
            Subnets = [.. vpc.PrivateSubnets.Select(subnet => (Input<string>)subnet)],
            Key = keys.Files,
            LogKey = keys.Logs,
            LogDays = settings.Aws.LogRetentionDays,
            DependsOn = [vpc],
        };
    }

    /// <summary>Inputs of a cluster's control plane.</summary>
    /// <param name="settings">The platform's settings.</param>
    /// <param name="spec">The cluster.</param>
    /// <param name="keys">KMS keys of the cluster.</param>
    /// <param name="vpc">VPC of the cluster.</param>
    /// <param name="management">VPC of the management cluster, if it is another one.</param>
    public static EksControlPlaneArgs ControlPlane(
        StackSettings settings, ClusterSpec spec, ClusterKeys keys, ClusterVpc vpc, ClusterVpc? management) => new()
        {
            ClusterName = spec.Name,
            Environment = spec.Environment,
            IsProtected = spec.IsProtected,
            Scope = Scope(settings.Platform),
            VpcId = vpc.Id,
            // EKS adds no zone to a control plane that exists. With the first zones only, another zone of the nodes does not change it:
            // https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html#network-requirements-subnets
            Subnets = [.. vpc.IsolatedSubnets.Take(AddressPlan.FewestZones).Select(subnet => (Input<string>)subnet)],
            AllowInbound = [.. settings.Platform.Aws!.Transit?.Ranges ?? [], .. management?.PrivateRanges ?? []],
            PublicRanges = spec.Eks!.PublicRanges,
            EgressAddresses = management?.NatAddresses,
            SecretsKey = keys.Etcd,
            LogsKey = keys.Logs,
            LogRetentionDays = settings.Platform.Aws.LogRetentionDays,
            KubernetesVersion = spec.Eks.KubernetesVersion ?? Versions.EksKubernetes,
            ServiceCidr = spec.Eks.ServiceCidr,
            NodeCount = spec.Eks.Pools.Where(pool => NodeTaint.AdmitOrdinaryPods(pool.Taints)).Sum(pool => pool.MinNodesPerZone)
                * spec.Eks.Zones.Count,
            Administrators = spec.Eks.Administrators,
            DependsOn = [keys],
        };

    /// <summary>Inputs of a cluster's nodes.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="scope">Account and region.</param>
    /// <param name="network">Network of the cluster, without which nodes do not become ready.</param>
    /// <param name="registry">Registry from which the nodes pull. Null: they pull from the public registries.</param>
    public static EksNodeGroupsArgs Nodes(AwsCluster cluster, AwsScope scope, Resource network, EcrRegistry? registry) => new()
    {
        CachePrefix = registry?.Prefix,
        Scope = scope,
        Cluster = cluster.ControlPlane,
        VpcId = cluster.Vpc.Id,
        VpcCidr = cluster.Vpc.Range,
        Subnets = ByZone(cluster.Spec, cluster.Vpc.PrivateSubnets),
        DiskKey = cluster.Keys.Disks,
        FileSystem = cluster.Files is { } files ? (Input<string>)files.Arn : null,
        Pools = [.. cluster.Spec.Eks!.Pools.Select(Pool)],
        DependsOn = [network, cluster.Vpc, .. new[] { registry }.OfType<Resource>()],
    };

    /// <summary>Inputs of a cluster's file system.</summary>
    public static EfsFileSystemArgs Files(ClusterSpec spec, AwsScope scope, ClusterKeys keys, ClusterVpc vpc) => new()
    {
        Scope = scope,
        Key = keys.Files,
        Vpc = vpc.Id,
        Subnets = ByZone(spec, vpc.IsolatedSubnets),
        Clients = vpc.PrivateRanges,
        Tags = ClusterBackup.Tags(spec.Name),
    };

    /// <summary>Inputs of an environment's storage classes.</summary>
    public static StorageClassesArgs StorageClasses(ClusterSpec spec, ClusterKeys keys, EfsFileSystem files) => new()
    {
        DiskKey = keys.Disks,
        FileSystem = files.Id,
        VolumeTags = ClusterBackup.Tags(spec.Name),
        DependsOn = [files],
    };

    /// <summary>Inputs of the bucket of the access log of an environment's data bucket.</summary>
    public static DataBucketArgs DataLogs(PlatformSettings settings) => new()
    {
        Scope = Scope(settings),
        Logs = [LogDelivery.Buckets],
        ExpiryDays = settings.Aws!.LogRetentionDays,
    };

    /// <summary>Inputs of an environment's data bucket.</summary>
    public static DataBucketArgs Data(ClusterSpec spec, AwsScope scope, ClusterKeys keys, ClusterVpc vpc, DataBucket log) => new()
    {
        Scope = scope,
        Key = keys.Files,
        AccessLogs = log,
        ImmutableDays = spec.Target!.Eks!.DataImmutableDays,
        VpcEndpoint = vpc.BucketEndpoint,
    };

    private static EksNodePool Pool(EksPoolSettings pool) => new()
    {
        Name = pool.Name,
        InstanceTypes = pool.InstanceTypes,
        MinNodesPerZone = pool.MinNodesPerZone,
        MaxNodesPerZone = pool.MaxNodesPerZone,
        DiskSizeGiB = pool.DiskSizeGiB,
        Image = pool.Image,
        Labels = pool.Labels.Select(label => label.Split('=', 2)).ToDictionary(label => label[0], label => label[1]),
        Taints = pool.Taints,
        IsSpot = pool.Spot,
    };

    private static RegistryAccount? Account(StackSettings settings, RegistryUpstream registry) =>
        settings.Platform.Aws!.RegistryAccounts.Contains(registry.Host)
            ? new(RegistryCredentials.At(settings.Secrets.RegistryCredentials!, registry.Host))
            : null;

    private static Dictionary<string, Input<string>> ByZone(ClusterSpec spec, IReadOnlyList<Output<string>> subnets) =>
        spec.Eks!.Zones.Zip(subnets).ToDictionary(pair => pair.First, pair => (Input<string>)pair.Second);

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
    private static string Partition(string region) => region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";
}
