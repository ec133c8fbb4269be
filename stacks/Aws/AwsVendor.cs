using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Pipelines;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Aws.Storage;
using K8tre.Components.Clusters;
using K8tre.Components.Network;
using Pulumi.Aws.Iam;
using Pulumi.Aws.Inputs;
using AwsProvider = Pulumi.Aws.Provider;

namespace K8tre.Stacks.Aws;

/// <summary>AWS as the vendor of a platform: EKS clusters, each in its own VPC of one account.</summary>
internal sealed class AwsVendor : IVendor
{
    private readonly StackSettings _settings;
    private readonly AwsScope _scope;
    private readonly AwsProvider _provider;
    private readonly AwsLandingZone _landingZone;
    private readonly AwsClusterFactory _clusters;
    private readonly Resource _platform;
    private EcrRegistry? _registry;

    /// <summary>Creates the provider and the landing zone.</summary>
    /// <param name="settings">The platform's settings.</param>
    /// <param name="platform">The platform.</param>
    public AwsVendor(StackSettings settings, Resource platform)
    {
        (_settings, _platform, _scope) = (settings, platform, AwsMapping.Scope(settings.Platform));
        // The provider refuses any other account that the caller may be signed in to.
        _provider = new($"{settings.Platform.Name}-aws", new()
        {
            Region = _scope.Region,
            AllowedAccountIds = { _scope.AccountId },
            DefaultTags = new ProviderDefaultTagsArgs { Tags = { [PlatformTag.Key] = settings.Platform.Name } },
        }, new() { Parent = platform });
        _landingZone = new("landing-zone", new()
        {
            Settings = settings,
            Scope = _scope,
        }, new() { Parent = platform, Providers = { _provider } });
        _clusters = new(settings, _scope, _landingZone);
    }

    /// <inheritdoc/>
    public ComponentResource LandingZone => _landingZone;

    /// <inheritdoc/>
    public ComponentResourceOptions OptionsOf(Resource parent)
    {
        var options = new ComponentResourceOptions { Parent = parent, Providers = { _provider } };
        // A pipeline may create roles with its permissions boundary only.
        if (_landingZone.Pipelines is { } pipelines)
        {
            options.ResourceTransformations.Add(resource =>
                resource.Args is RoleArgs role ? Bound(role, pipelines.Boundary, resource.Options) : null);
        }
        return options;
    }

    /// <inheritdoc/>
    public VendorCluster CreateCluster(
        ClusterSpec spec, ArgoCdIdentity? argoCd, VendorCluster? management, ComponentResourceOptions options)
    {
        var cluster = spec.Role == ClusterRole.Management
            ? _clusters.CreateManagementCluster(spec, options)
            : _clusters.CreateTargetCluster(spec, argoCd as ArgoCdIdentity.Aws, (AwsCluster?)management, options);
        // The nodes of all clusters pull from the registry. The keys of the first cluster encrypt it.
        if (_settings.Platform.Aws!.Registry)
            _registry ??= CreateRegistry(cluster);
        return cluster;
    }

    /// <inheritdoc/>
    public ComponentResource CreateNodes(VendorCluster cluster, ClusterNetwork network, ComponentResourceOptions options)
    {
        var eks = (AwsCluster)cluster;
        return new EksNodeGroups($"{eks.Spec.Name}-nodes", AwsMapping.Nodes(eks, _scope, network, _registry), options);
    }

    /// <inheritdoc/>
    public SharedServicesResult CreateSharedServices(IReadOnlyList<IClusterRoom> rooms, ComponentResourceOptions options)
    {
        var outputs = new Dictionary<string, object?>(_landingZone.Outputs);
        if (rooms.Select(room => ((AwsCluster)room.Cluster).Runner).OfType<PipelineRunner>().SingleOrDefault() is { } runner)
            outputs["pipelineRunsOn"] = runner.RunsOn;
        return new(_registry) { Outputs = outputs };
    }

    // Earlier versions created the registry last, among the shared services.
    private EcrRegistry CreateRegistry(AwsCluster first)
    {
        var (name, deployment) = (_settings.Platform.Name, Deployment.Instance);
        var options = OptionsOf(_platform);
        options.Aliases.Add(new Alias
        {
            ParentUrn = $"urn:pulumi:{deployment.StackName}::{deployment.ProjectName}::"
                + $"k8tre:stacks:Platform$k8tre:stacks:SharedServices$k8tre:stacks:AwsSharedServices::{name}-services",
        });
        return new($"{name}-registry", AwsMapping.Registry(_settings, first.Keys), options);
    }

    private static ResourceTransformationResult Bound(RoleArgs role, Output<string> boundary, ResourceOptions options)
    {
        role.PermissionsBoundary = boundary;
        return new(role, options);
    }
}
