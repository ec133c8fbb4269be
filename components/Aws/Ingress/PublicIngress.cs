using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Monitoring;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Aws.Storage;
using K8tre.Components.Clusters;

namespace K8tre.Components.Aws.Ingress;

/// <summary>Inputs of <see cref="PublicIngress"/>.</summary>
public sealed record PublicIngressArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Name of the cluster.</summary>
    public required string ClusterName { get; init; }

    /// <summary>Name of the cluster, as an output of the cluster.</summary>
    public required Input<string> Cluster { get; init; }

    /// <summary>Domain of the environment.</summary>
    public required string Domain { get; init; }

    /// <summary>ARN of the certificate of the domain's subdomains.</summary>
    public required Input<string> Certificate { get; init; }

    /// <summary>Web ACL of the load balancer.</summary>
    public required WebAcl WebAcl { get; init; }

    /// <summary>Ids of the public subnets, at least two, in different zones.</summary>
    public required IReadOnlyList<Input<string>> Subnets { get; init; }

    /// <summary>Id of the public hosted zone. Default: none; the domain's owner adds the record.</summary>
    public Input<string>? ZoneId { get; init; }

    /// <summary>Days that the access log is kept. Default: 365.</summary>
    public int LogDays { get; init; } = 365;

    /// <summary>Indicates that neither AWS nor Pulumi deletes the load balancer until its protection is removed. Default: true.</summary>
    public bool IsProtected { get; init; } = true;
    /// <summary>Mirrors of image registries. Default: none.</summary>
    public ImageMirrors Mirrors { get; init; } = ImageMirrors.None;

    /// <summary>Resources that must exist first, such as the gateway's namespace. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>
/// Ingress from the internet to an environment's gateway: a load balancer with a web ACL, its access log and its DNS records.
/// </summary>
public sealed class PublicIngress : ComponentResource
{
    /// <summary>Creates the ingress in the cluster of the inherited provider.</summary>
    public PublicIngress(string name, PublicIngressArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:PublicIngress", name, options)
    {
        var inside = new ComponentResourceOptions { Parent = this };
        var log = new DataBucket(AccessLogBucket(args.ClusterName), new()
        {
            Scope = args.Scope,
            Logs = [LogDelivery.LoadBalancers],
            ExpiryDays = args.LogDays,
        }, inside);
        var balancer = new PublicLoadBalancer($"{name}-load-balancer", new()
        {
            Domain = args.Domain,
            Certificate = args.Certificate,
            WebAcl = args.WebAcl.Arn,
            AccessLogs = log.BucketName,
            Subnets = args.Subnets,
            IsProtected = args.IsProtected,
            DependsOn = [log, args.WebAcl, .. args.DependsOn],
        }, inside);
        if (args.ZoneId is { } zone)
            CreateRecords(name, args, zone, balancer);

        RegisterOutputs();
    }

    /// <summary>Returns the name of the bucket of a cluster's access log, without the suffix that Pulumi adds.</summary>
    /// <param name="clusterName">Name of the cluster.</param>
    public static string AccessLogBucket(string clusterName) => $"{clusterName}-access-logs";

    private void CreateRecords(string name, PublicIngressArgs args, Input<string> zone, PublicLoadBalancer balancer)
    {
        var identity = new WorkloadIdentity($"{name}-dns", new()
        {
            Scope = args.Scope,
            ClusterName = args.ClusterName,
            Cluster = args.Cluster,
            Accounts = [PublicDnsRecords.Account],
            Policies = new Dictionary<string, PolicyDocument> { ["records"] = PublicDnsRecords.Policy(args.Scope, zone, args.Domain) },
        }, new() { Parent = this });
        _ = new PublicDnsRecords($"{name}-records", new()
        {
            Scope = args.Scope,
            Domain = args.Domain,
            ZoneId = zone,
            ClusterName = args.ClusterName,
            IngressName = balancer.IngressName,
            Mirrors = args.Mirrors,
            DependsOn = [identity],
        }, new() { Parent = this });
    }
}

/// <summary>
/// Add-on that creates <see cref="PublicIngress"/>. Nothing waits for it, in particular not for the validation of the certificate.
/// </summary>
/// <param name="args">Inputs of the ingress.</param>
public sealed class PublicIngressAddOn(PublicIngressArgs args) : IClusterAddOn
{
    /// <inheritdoc/>
    public string Name => "public-ingress";

    /// <inheritdoc/>
    public AddOnPhase Phase => AddOnPhase.AfterNetwork;

    /// <inheritdoc/>
    public Resource Install(AddOnContext context) => new PublicIngress(
        context.Name, args with { DependsOn = [.. args.DependsOn, .. context.Installed.OfType<GatewayNamespace>()] }, context.Options);
}
