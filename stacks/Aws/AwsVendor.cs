using K8tre.Components.Aws.Backup;
using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Ingress;
using K8tre.Components.Aws.Keys;
using K8tre.Components.Aws.Network;
using K8tre.Components.Aws.Pipelines;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Aws.Storage;
using K8tre.Components.Aws.Workloads;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.Sources;
using K8tre.Components.Network;
using K8tre.Stacks.Settings;
using Pulumi.Aws.Iam;
using AwsProvider = Pulumi.Aws.Provider;

namespace K8tre.Stacks.Aws;

/// <summary>AWS as the vendor of a platform: EKS clusters, each in its own VPC of one account.</summary>
internal sealed class AwsVendor : IVendor
{
    private readonly StackSettings _settings;
    private readonly AwsScope _scope;
    private readonly AwsProvider _provider;
    private readonly AwsLandingZone _landingZone;

    /// <summary>Creates the provider and the landing zone.</summary>
    /// <param name="settings">The platform's settings.</param>
    /// <param name="platform">The platform.</param>
    public AwsVendor(StackSettings settings, Platform platform)
    {
        (_settings, _scope) = (settings, AwsMapping.Scope(settings.Platform));
        // The provider refuses any other account that the caller may be signed in to.
        _provider = new($"{settings.Platform.Name}-aws", new()
        {
            Region = _scope.Region,
            AllowedAccountIds = { _scope.AccountId },
        }, new() { Parent = platform });
        _landingZone = new("landing-zone", new() { Settings = settings, Scope = _scope }, new() { Parent = platform, Providers = { _provider } });
    }

    /// <inheritdoc/>
    public ComponentResource LandingZone => _landingZone;

    /// <inheritdoc/>
    public ComponentResourceOptions OptionsOf(Resource parent)
    {
        var options = new ComponentResourceOptions { Parent = parent, Providers = { _provider } };
        // A pipeline may create roles with its permissions boundary only.
        if (_landingZone.Pipelines is { } pipelines)
            options.ResourceTransformations.Add(resource => resource.Args is RoleArgs role ? Bound(role, pipelines.Boundary, resource.Options) : null);
        return options;
    }

    /// <inheritdoc/>
    public VendorCluster CreateCluster(ClusterSpec spec, ArgoCdIdentity? argoCd, VendorCluster? management, ComponentResourceOptions options) =>
        spec.Role == ClusterRole.Management
            ? CreateManagementCluster(spec, options)
            : CreateTargetCluster(spec, argoCd as ArgoCdIdentity.Aws, (AwsCluster?)management, options);

    /// <inheritdoc/>
    public ComponentResource CreateNodes(VendorCluster cluster, ClusterNetwork network, ComponentResourceOptions options)
    {
        var eks = (AwsCluster)cluster;
        return new EksNodeGroups($"{eks.Spec.Name}-nodes", AwsMapping.Nodes(eks, _scope, network), options);
    }

    /// <inheritdoc/>
    public SharedServicesResult CreateSharedServices(IReadOnlyList<IClusterRoom> rooms, ComponentResourceOptions options)
    {
        var platform = _settings.Platform;
        var services = platform.Aws!.Registry && rooms.Count > 0
            ? new AwsSharedServices($"{platform.Name}-services", new() { Platform = platform.Name, Scope = _scope, Rooms = rooms }, options)
            : null;
        var outputs = new Dictionary<string, object?>(_landingZone.Outputs);
        if (rooms.Select(room => ((AwsCluster)room.Cluster).Runner).OfType<PipelineRunner>().SingleOrDefault() is { } runner)
            outputs["pipelineRunsOn"] = runner.RunsOn;
        return new(services) { Outputs = outputs };
    }

    private AwsCluster CreateManagementCluster(ClusterSpec spec, ComponentResourceOptions options)
    {
        var (name, keys) = (spec.Name, CreateKeys(spec, options));
        var vpc = new ClusterVpc($"{name}-vpc", AwsMapping.Vpc(_settings, spec, keys), options);
        var transit = CreateTransit(name, vpc, options);
        var runner = AwsMapping.HasRunner(_settings, spec)
            ? new PipelineRunner($"{_settings.Platform.Name}-runner", AwsMapping.Runner(_settings.Platform, keys, vpc), options)
            : null;
        var controlPlane = new EksControlPlane($"{name}-eks", AwsMapping.ControlPlane(_settings, spec, keys, vpc, management: null) with
        {
            RunnerSecurityGroup = runner is null ? null : (Input<string>)runner.SecurityGroup,
            PipelineRole = PipelineRole,
            ApiDependsOn = [.. Existing(transit, _landingZone.Pipelines, runner)],
        }, options);
        var argoCd = new ArgoCdPrincipal($"{name}-argocd-role", new()
        {
            Scope = _scope,
            Cluster = controlPlane,
            Targets = [.. _settings.Targets.Select(target => EksArgoCdAccess.RoleArnOf(_scope, target.Name))],
        }, options);
        return new(spec, controlPlane)
        {
            Keys = keys,
            Vpc = vpc,
            Runner = runner,
            ArgoCdIdentity = new ArgoCdIdentity.Aws(argoCd.Arn),
            Outputs = new Dictionary<string, object?> { ["network"] = vpc.Id, ["natAddresses"] = vpc.NatAddresses },
        };
    }

    private AwsCluster CreateTargetCluster(ClusterSpec spec, ArgoCdIdentity.Aws? argoCd, AwsCluster? management, ComponentResourceOptions options)
    {
        var (name, eks, target, keys) = (spec.Name, spec.Eks!, spec.Target!, CreateKeys(spec, options));

        // Network.
        var vpc = new ClusterVpc($"{name}-vpc", AwsMapping.Vpc(_settings, spec, keys), options);
        var transit = CreateTransit(name, vpc, options);
        var peering = management is null
            ? null
            : new ManagementVpcPeering($"{name}-peering", new() { Management = management.Vpc, Target = vpc }, options);
        var resolver = _settings.Platform.Aws!.Transit is { Resolver: true, Ranges: var ranges }
            ? new DnsResolver($"{name}-resolver", new() { Vpc = vpc, AllowInbound = ranges }, options)
            : null;
        var zone = new PrivateHostedZone($"{name}-zone", new() { Scope = _scope, Domain = target.ExternalDomain, Vpcs = [vpc.Id] }, options);

        // Control plane.
        var controlPlane = new EksControlPlane($"{name}-eks", AwsMapping.ControlPlane(_settings, spec, keys, vpc, management?.Vpc) with
        {
            PipelineRole = PipelineRole,
            ArgoCd = argoCd,
            // A first deployment from elsewhere ends before the first Kubernetes resource. Then the pipelines must be able to continue.
            ApiDependsOn = [.. Existing(transit, peering, _landingZone.Pipelines, management?.Runner)],
        }, options);

        // Storage.
        var files = new EfsFileSystem($"{name}-files", AwsMapping.Files(spec, _scope, keys, vpc), options);
        var data = eks.DataBucket ? CreateDataBucket(spec, keys, vpc, options) : null;
        _ = new ClusterBackup($"{name}-backups", new()
        {
            Scope = _scope,
            PlanName = name,
            Key = keys.Backups,
            DailyDays = eks.BackupRetentionDays,
        }, options);

        // Ingress and identities of workloads.
        var publicZone = eks.PublicZone is { } domain ? _landingZone.PublicZones[domain] : null;
        var certificate = new AcmCertificate($"{name}-certificate", new()
        {
            Domain = target.ExternalDomain,
            ZoneId = publicZone is null ? null : (Input<string>)publicZone.Id,
        }, options);
        var webAcl = eks.PublicGateway
            ? new WebAcl($"{name}-web", new() { Scope = _scope, LogKey = keys.Logs, LogDays = _settings.Platform.Aws.LogRetentionDays }, options)
            : null;
        var identities = new WorkloadIdentities($"{name}-workloads", new()
        {
            Scope = _scope,
            Cluster = controlPlane,
            VpcId = vpc.Id,
            Zones = [zone.Id],
            Parameters = [$"{name}/*"],
            ParametersKey = keys.Parameters,
            WebAcl = webAcl is null ? null : (Input<string>)webAcl.Arn,
        }, options);

        return new(spec, controlPlane)
        {
            Keys = keys,
            Vpc = vpc,
            Files = files,
            AddOns =
            [
                new WorkloadPoliciesAddOn(),
                new GatewayNamespaceAddOn(new() { DependsOn = [identities, certificate.Request] }),
                new StorageClassesAddOn(new()
                {
                    DiskKey = keys.Disks,
                    FileSystem = files.Id,
                    VolumeTags = ClusterBackup.Tags(name),
                    DependsOn = [files],
                }),
                .. webAcl is null ? Array.Empty<IClusterAddOn>() : [new PublicIngressAddOn(new()
                {
                    Scope = _scope,
                    ClusterName = name,
                    Cluster = controlPlane.Name,
                    Domain = target.ExternalDomain,
                    Certificate = certificate.Arn,
                    WebAcl = webAcl,
                    Subnets = [.. vpc.PublicSubnets.Select(subnet => (Input<string>)subnet)],
                    ZoneId = publicZone is null ? null : (Input<string>)publicZone.Id,
                    LogDays = _settings.Platform.Aws.LogRetentionDays,
                })],
            ],
            SecretStore = spec.SecretStore == SecretStoreKind.ParameterStore
                ? new ParameterStore { Scope = _scope, Key = keys.Parameters, Prefix = name }
                : new KubernetesSecretStore(),
            Replacements = AwsReplacements.For(spec.Environment),
            Outputs = new Dictionary<string, object?>
            {
                ["network"] = vpc.Id,
                ["natAddresses"] = vpc.NatAddresses,
                ["resolver"] = resolver?.Addresses,
                ["nameServers"] = publicZone?.NameServers,
                ["dataBucket"] = data?.BucketName,
                ["certificateProof"] = publicZone is null ? Output.Format($"{certificate.ProofName} CNAME {certificate.ProofValue}") : null,
            },
        };
    }

    private Input<string>? PipelineRole => _landingZone.Pipelines is { } pipelines ? (Input<string>)pipelines.Arn : null;

    private ClusterKeys CreateKeys(ClusterSpec spec, ComponentResourceOptions options) => new($"{spec.Name}-keys", new()
    {
        Scope = _scope,
        AutoScalingRole = _landingZone.AutoScalingRole is { } role ? (Input<string>)role : null,
    }, options);

    private TransitGatewayAttachment? CreateTransit(string cluster, ClusterVpc vpc, ComponentResourceOptions options) =>
        _settings.Platform.Aws!.Transit is { } transit
            ? new($"{cluster}-transit", new() { Vpc = vpc, TransitGateway = transit.GatewayId, Ranges = transit.Ranges }, options)
            : null;

    private DataBucket CreateDataBucket(ClusterSpec spec, ClusterKeys keys, ClusterVpc vpc, ComponentResourceOptions options)
    {
        var log = new DataBucket($"{spec.Name}-data-logs", AwsMapping.DataLogs(_settings.Platform, spec), options);
        return new($"{spec.Name}-data", AwsMapping.Data(spec, _scope, keys, vpc, log), options);
    }

    private static IEnumerable<Resource> Existing(params Resource?[] resources) => resources.OfType<Resource>();

    private static ResourceTransformationResult Bound(RoleArgs role, Output<string> boundary, ResourceOptions options)
    {
        role.PermissionsBoundary = boundary;
        return new(role, options);
    }
}
