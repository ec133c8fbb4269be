using K8tre.Components.Aws;
using K8tre.Stacks.Settings;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Stacks;

/// <summary>The way from the internet to an environment's gateway: a load balancer behind a web firewall, its log, and its names.</summary>
internal static class AwsPublicWay
{
    /// <summary>Defines K8TRE's namespace of the gateway, whether or not the way is ever opened: once Argo CD has made it, Pulumi can't.</summary>
    /// <returns>Its name, known once it is there.</returns>
    public static Output<string> Home(string cluster, ComponentResourceOptions onNetwork) => new Namespace($"{cluster}-gateway", new()
    {
        Metadata = new ObjectMetaArgs
        {
            Name = PublicGateway.Namespace,
            // The gateway itself runs with Cilium: what else is there needs no more than this.
            Labels = { ["pod-security.kubernetes.io/enforce"] = "restricted", ["pod-security.kubernetes.io/enforce-version"] = "latest" },
        },
    }, new() { Provider = onNetwork.Providers[0] }).Metadata.Apply(metadata => metadata.Name);

    /// <summary>Name of the bucket with its log.</summary>
    public static string AccessLogs(AwsSite site, string cluster) => site.UniqueName($"{cluster}-access-logs");

    /// <summary>Opens it.</summary>
    public static IReadOnlyList<Resource> Open(
        PlatformSettings settings, EnvironmentSettings environment, AwsSite site, ClusterKeys keys, SpokeNetwork network, EksCluster cluster,
        Certificate certificate, PublicZone? zone, Output<string> home, ComponentResourceOptions onAws, ComponentResourceOptions onNetwork)
    {
        var (name, days) = (environment.ClusterNameIn(settings), settings.Aws!.LogRetentionDays);
        var log = new DataStorage($"{name}-access-logs", new()
        {
            Site = site,
            BucketName = AccessLogs(site, name),
            Logs = [LogSource.LoadBalancers],
            ExpiryDays = days,
        }, onAws);
        var gateway = new PublicGateway($"{name}-public", new()
        {
            Home = home,
            Domain = environment.ExternalDomain,
            Certificate = certificate.Arn,
            WebFirewall = new WebFirewall($"{name}-web", new() { Site = site, LogKey = keys.Logs, LogDays = days }, onAws).Arn,
            AccessLogs = log.BucketName,
            Subnets = [.. network.PublicSubnets.Select(subnet => (Input<string>)subnet)],
        }, onNetwork);
        if (zone is null)
            return [gateway];

        var identity = new WorkloadIdentity($"{name}-public-dns", new()
        {
            Site = site,
            Cluster = cluster.Name,
            Accounts = [PublicRecords.Account],
            Policies = new Dictionary<string, PolicyDocument> { ["records"] = PublicRecords.Rights(site, zone.Id) },
        }, onAws);
        return
        [
            gateway,
            new PublicRecords($"{name}-public-records", new()
            {
                Site = site,
                Domain = environment.ExternalDomain,
                ZoneId = zone.Id,
                ClusterName = name,
                // EKS hands an identity to a pod when it is made: its role comes first.
                IngressName = Output.Tuple(gateway.IngressName, identity.RoleArn).Apply(ready => ready.Item1),
            }, onNetwork),
        ];
    }
}
