using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Ingress;
using K8tre.Components.Aws.Keys;
using K8tre.Components.Aws.Monitoring;
using K8tre.Components.Aws.Network;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Aws.Storage;
using K8tre.Stacks.Settings;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Stacks.Aws;

/// <summary>The way from the internet to an environment's gateway: a load balancer behind a web firewall, its log, and its names.</summary>
internal static class AwsPublicIngress
{
    /// <summary>Defines K8TRE's namespace of the gateway, whether or not the way is ever opened: once Argo CD has made it, Pulumi can't.</summary>
    /// <param name="cluster">Name of the cluster.</param>
    /// <param name="controller">
    /// What the controller of load balancers works with. Who deletes the namespace waits for it to take its load balancers away: until then it needs that.
    /// </param>
    /// <param name="onNetwork">Options of what is made in the cluster.</param>
    public static Namespace Home(string cluster, IReadOnlyList<Resource> controller, ComponentResourceOptions onNetwork) => new($"{cluster}-gateway", new()
    {
        Metadata = new ObjectMetaArgs
        {
            Name = PublicLoadBalancer.Namespace,
            // The gateway itself runs with Cilium: what else is there needs no more than this.
            Labels = { ["pod-security.kubernetes.io/enforce"] = "restricted", ["pod-security.kubernetes.io/enforce-version"] = "latest" },
        },
    }, new() { Provider = onNetwork.Providers[0], DependsOn = [.. controller] });

    /// <summary>What looks at what comes in by it.</summary>
    public static WebAcl WebAcl(PlatformSettings settings, string cluster, AwsScope scope, ClusterKeys keys, ComponentResourceOptions onAws) =>
        new($"{cluster}-web", new() { Scope = scope, LogKey = keys.Logs, LogDays = settings.Aws!.LogRetentionDays }, onAws);

    /// <summary>Name of the bucket with its log.</summary>
    public static string AccessLogs(AwsScope scope, string cluster) => scope.UniqueName($"{cluster}-access-logs");

    /// <summary>Opens it.</summary>
    public static IReadOnlyList<Resource> Create(
        PlatformSettings settings, EnvironmentSettings environment, AwsScope scope, ClusterVpc network, EksCluster cluster,
        AcmCertificate certificate, PublicZone? zone, WebAcl firewall, Namespace home, ComponentResourceOptions onAws, ComponentResourceOptions onNetwork)
    {
        var name = environment.ClusterNameIn(settings);
        var log = new DataBucket($"{name}-access-logs", new()
        {
            Scope = scope,
            BucketName = AccessLogs(scope, name),
            Logs = [LogDelivery.LoadBalancers],
            ExpiryDays = settings.Aws!.LogRetentionDays,
        }, onAws);
        var gateway = new PublicLoadBalancer($"{name}-public", new()
        {
            Home = home.Metadata.Apply(metadata => metadata.Name),
            Domain = environment.ExternalDomain,
            Certificate = certificate.Arn,
            WebAcl = firewall.Arn,
            AccessLogs = log.BucketName,
            Subnets = [.. network.PublicSubnets.Select(subnet => (Input<string>)subnet)],
        }, onNetwork);
        if (zone is null)
            return [gateway];

        var identity = new WorkloadIdentity($"{name}-public-dns", new()
        {
            Scope = scope,
            ClusterName = name,
            Cluster = cluster.Name,
            Accounts = [PublicDnsRecords.Account],
            Policies = new Dictionary<string, PolicyDocument> { ["records"] = PublicDnsRecords.Rights(scope, zone.Id, environment.ExternalDomain) },
        }, onAws);
        return
        [
            gateway,
            new PublicDnsRecords($"{name}-public-records", new()
            {
                Scope = scope,
                Domain = environment.ExternalDomain,
                ZoneId = zone.Id,
                ClusterName = name,
                // EKS hands an identity to a pod when it is made: its role comes first.
                IngressName = Output.Tuple(gateway.IngressName, identity.RoleArn).Apply(ready => ready.Item1),
            }, onNetwork),
        ];
    }
}
