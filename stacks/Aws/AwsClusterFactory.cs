using K8tre.Components.Aws.Backup;
using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Ingress;
using K8tre.Components.Aws.Keys;
using K8tre.Components.Aws.Network;
using K8tre.Components.Aws.Pipelines;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Aws.Storage;
using K8tre.Components.Aws.Workloads;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.Sources;
using K8tre.Stacks.Settings;

namespace K8tre.Stacks.Aws;

/// <summary>
/// Order of work of a cluster on AWS: keys, VPC, control plane, storage, ingress and identities. Nodes follow after the CNI.
/// </summary>
/// <param name="settings">The platform's settings.</param>
/// <param name="scope">Account and region.</param>
/// <param name="zone">Landing zone of the platform.</param>
internal sealed class AwsClusterFactory(StackSettings settings, AwsScope scope, AwsLandingZone zone)
{
    private int LogDays => settings.Platform.Aws!.LogRetentionDays;

    private Input<string>? PipelineRole => zone.Pipelines is { } pipelines ? (Input<string>)pipelines.Arn : null;

    /// <summary>Creates a cluster for Argo CD, with the pipelines' build machines in its VPC.</summary>
    /// <param name="spec">The cluster.</param>
    /// <param name="options">Options of the resources: their parent is the cluster's room.</param>
    public AwsCluster CreateManagementCluster(ClusterSpec spec, ComponentResourceOptions options)
    {
        var keys = CreateKeys(spec, options);
        var vpc = new ClusterVpc($"{spec.Name}-vpc", AwsMapping.Vpc(settings, spec, keys), options);
        var transit = CreateTransit(spec, vpc, options);
        var runner = AwsEgressMapping.HasRunner(settings, spec)
            ? new PipelineRunner($"{settings.Platform.Name}-runner", AwsMapping.Runner(settings.Platform, keys, vpc), options)
            : null;
        var controlPlane = new EksControlPlane($"{spec.Name}-eks", AwsMapping.ControlPlane(settings, spec, keys, vpc, management: null) with
        {
            PipelineRole = PipelineRole,
            RunnerSecurityGroup = runner is null ? null : (Input<string>)runner.SecurityGroup,
            ApiDependsOn = Existing(transit, zone.Pipelines, runner),
        }, options);
        var argoCd = new ArgoCdPrincipal($"{spec.Name}-argocd-role", new()
        {
            Scope = scope,
            Cluster = controlPlane,
            Targets = [.. settings.Targets.Select(target => EksArgoCdAccess.RoleArnOf(scope, target.Name))],
        }, options);
        return new(spec, controlPlane)
        {
            ApiServer = AwsMapping.ApiServer(settings, scope, spec),
            HostsApiServer = false,
            Keys = keys,
            Vpc = vpc,
            Runner = runner,
            AddOns = [new WorkloadPoliciesAddOn(new() { IsTarget = false })],
            ArgoCdIdentity = new ArgoCdIdentity.Aws(argoCd.Arn),
            ArgoCdSignInHost = $"sts.{scope.Region}.{scope.DnsSuffix}",
            ArgoCdDependsOn = [argoCd],
            Mirrors = AwsMapping.Mirrors(settings.Platform),
            Outputs = new Dictionary<string, object?> { ["network"] = vpc.Id, ["natAddresses"] = vpc.NatAddresses },
        };
    }

    /// <summary>Creates the cluster of an environment.</summary>
    /// <param name="spec">The cluster.</param>
    /// <param name="argoCd">Identity of an Argo CD elsewhere that manages the cluster. Null: Argo CD has none on AWS.</param>
    /// <param name="management">The platform's management cluster. Null: it has none.</param>
    /// <param name="options">Options of the resources: their parent is the cluster's room.</param>
    public AwsCluster CreateTargetCluster(
        ClusterSpec spec, ArgoCdIdentity.Aws? argoCd, AwsCluster? management, ComponentResourceOptions options)
    {
        var (name, domain, keys) = (spec.Name, spec.Target!.ExternalDomain, CreateKeys(spec, options));
        var vpc = new ClusterVpc($"{name}-vpc", AwsMapping.Vpc(settings, spec, keys), options);
        var transit = CreateTransit(spec, vpc, options);
        var peering = management is null
            ? null
            : new ManagementVpcPeering($"{name}-peering", new() { Management = management.Vpc, Target = vpc }, options);
        var resolver = settings.Platform.Aws!.Transit is { Resolver: true, Ranges: var ranges }
            ? new DnsResolver($"{name}-resolver", new() { Vpc = vpc, AllowInbound = ranges }, options)
            : null;
        var privateZone = new PrivateHostedZone($"{name}-zone", new() { Scope = scope, Domain = domain, Vpcs = [vpc.Id] }, options);

        var controlPlane = new EksControlPlane($"{name}-eks", AwsMapping.ControlPlane(settings, spec, keys, vpc, management?.Vpc) with
        {
            PipelineRole = PipelineRole,
            ArgoCd = argoCd,
            // A first deployment by a person elsewhere may end before the first Kubernetes resource. The pipelines must be able to continue
            // then.
            ApiDependsOn = Existing(transit, peering, zone.Pipelines, management?.Runner),
        }, options);

        var files = new EfsFileSystem($"{name}-files", AwsMapping.Files(spec, scope, keys, vpc), options);
        var data = spec.Target!.Eks!.DataBucket ? CreateDataBucket(spec, keys, vpc, options) : null;
        _ = new ClusterBackup($"{name}-backups", new()
        {
            Scope = scope,
            PlanName = name,
            Key = keys.Backups,
            Role = zone.Pipelines is { } pipelines ? (Input<string>)pipelines.BackupRole : null,
            DailyDays = spec.Target.Eks.BackupRetentionDays,
        }, options);

        var publicZone = spec.Target.Eks.PublicZone is { } parent ? zone.PublicZones[parent] : null;
        var certificate = new AcmCertificate($"{name}-certificate", new()
        {
            Domain = domain,
            ZoneId = publicZone is null ? null : (Input<string>)publicZone.Id,
        }, options);
        var webAcl = spec.Target.Eks.PublicGateway
            ? new WebAcl($"{name}-web", new() { Scope = scope, LogKey = keys.Logs, LogDays = LogDays }, options)
            : null;
        var identities = new WorkloadIdentities($"{name}-workloads", new()
        {
            Scope = scope,
            Cluster = controlPlane,
            VpcId = vpc.Id,
            Zones = [privateZone.Id],
            Domain = domain,
            Parameters = [$"{name}/*"],
            ParametersKey = keys.Parameters,
            WebAcl = webAcl is null ? null : (Input<string>)webAcl.Arn,
        }, options);

        List<IClusterAddOn> addOns =
        [
            new WorkloadPoliciesAddOn(new() { IsTarget = true }),
            new GatewayNamespaceAddOn(new() { DependsOn = [identities, certificate.Request] }),
            new StorageClassesAddOn(AwsMapping.StorageClasses(spec, keys, files)),
        ];
        if (webAcl is not null)
            addOns.Add(new PublicIngressAddOn(PublicIngress(spec, controlPlane, vpc, certificate, webAcl, publicZone)));

        return new(spec, controlPlane)
        {
            ApiServer = AwsMapping.ApiServer(settings, scope, spec),
            HostsApiServer = false,
            OtherClusters = AwsMapping.OtherRanges(settings, spec),
            Keys = keys,
            Vpc = vpc,
            Files = files,
            AddOns = addOns,
            SecretStore = spec.SecretStore == SecretStoreKind.ParameterStore
                ? new ParameterStore { Scope = scope, Key = keys.Parameters, Prefix = name }
                : new KubernetesSecretStore(),
            Replacements = AwsReplacements.For(spec.Environment),
            Mirrors = AwsMapping.Mirrors(settings.Platform),
            Outputs = new Dictionary<string, object?>
            {
                ["network"] = vpc.Id,
                ["natAddresses"] = vpc.NatAddresses,
                ["resolver"] = resolver?.Addresses,
                ["nameServers"] = publicZone?.NameServers,
                ["dsRecord"] = publicZone?.DsRecord,
                ["dataBucket"] = data?.BucketName,
                ["certificateProof"] = publicZone is null ? Output.Format($"{certificate.ProofName} CNAME {certificate.ProofValue}") : null,
            },
        };
    }

    private ClusterKeys CreateKeys(ClusterSpec spec, ComponentResourceOptions options) => new($"{spec.Name}-keys", new()
    {
        Scope = scope,
        AutoScalingRole = zone.AutoScalingRole is { } role ? (Input<string>)role : null,
    }, options);

    private TransitGatewayAttachment? CreateTransit(ClusterSpec spec, ClusterVpc vpc, ComponentResourceOptions options) =>
        settings.Platform.Aws!.Transit is { } transit
            ? new($"{spec.Name}-transit", new() { Vpc = vpc, TransitGateway = transit.GatewayId, Ranges = transit.Ranges }, options)
            : null;

    private DataBucket CreateDataBucket(ClusterSpec spec, ClusterKeys keys, ClusterVpc vpc, ComponentResourceOptions options)
    {
        var names = AwsEgressMapping.DataBuckets(spec.Name);
        var log = new DataBucket(names.Log, AwsMapping.DataLogs(settings.Platform), options);
        return new(names.Data, AwsMapping.Data(spec, scope, keys, vpc, log), options);
    }

    private PublicIngressArgs PublicIngress(
        ClusterSpec spec, EksControlPlane controlPlane, ClusterVpc vpc,
        AcmCertificate certificate, WebAcl webAcl, PublicZone? publicZone) =>
        new()
        {
            Scope = scope,
            ClusterName = spec.Name,
            Cluster = controlPlane.Name,
            Domain = spec.Target!.ExternalDomain,
            Certificate = certificate.Arn,
            WebAcl = webAcl,
            Subnets = [.. vpc.PublicSubnets.Select(subnet => (Input<string>)subnet)],
            ZoneId = publicZone is null ? null : (Input<string>)publicZone.Id,
            LogDays = LogDays,
            IsProtected = spec.IsProtected,
            Mirrors = AwsMapping.Mirrors(settings.Platform),
        };

    private static Resource[] Existing(params Resource?[] resources) => [.. resources.OfType<Resource>()];
}
