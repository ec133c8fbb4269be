using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd;
using K8tre.Components.OnPrem;

namespace K8tre.Tests.OnPrem;

public sealed class HostNeedsTests
{
    // Requests of K8TRE 3500 and 5310, of K3s's pods 200 and 140, of an operator and the relay 75 and 192.
    [Theory]
    [InlineData(TreEnvironment.Dev, 1, 38.5 * 1024)]
    [InlineData(TreEnvironment.Stg, 2, 2 * 38.5 * 1024)]
    [InlineData(TreEnvironment.Prd, 3, 3 * 48.5 * 1024)]
    public void A_cluster_needs_what_k8tre_requests_and_claims(TreEnvironment environment, int replicas, double volumes)
    {
        var needs = HostNeeds.Empty(nodes: 1).WithK8tre(environment, replicas);

        Assert.Equal(new Requests(3500 + 200 + 75, 5310 + 140 + 192), needs.Requests);
        Assert.Equal(volumes, needs.VolumesMiB);
    }

    // Controller 250 and 1024, server and ApplicationSets 50 and 192 each, repo-server and plugin 100 and 256 each, Redis 50 and 64. In
    // production, all but the controller twice, and three Redis servers with a sentinel and three proxies of 25 and 32.
    [Theory]
    [InlineData(TreEnvironment.Dev, 3, 250 + 100 + 200 + 50, 1024 + 384 + 512 + 64)]
    [InlineData(TreEnvironment.Prd, 1, 250 + 100 + 200 + 50, 1024 + 384 + 512 + 64)]
    [InlineData(TreEnvironment.Prd, 3, 250 + (2 * 300) + (3 * 100), 1024 + (2 * 896) + (3 * 128))]
    public void Argo_cd_requests_what_its_profile_has(TreEnvironment environment, int nodes, int cpu, int memory) =>
        Assert.Equal(new Requests(cpu, memory), ArgoCd.RequestsOf(environment, nodes, clusters: 1));

    [Theory]
    [InlineData(TreEnvironment.Dev, 5, 1, false)]
    [InlineData(TreEnvironment.Stg, 1, 1, true)]
    [InlineData(TreEnvironment.Stg, 2, 2, true)]
    [InlineData(TreEnvironment.Prd, 5, 3, true)]
    public void Volumes_of_staging_and_production_are_replicated_and_kept(TreEnvironment environment, int nodes, int replicas, bool kept) =>
        Assert.Equal(new LonghornVolumes(replicas, kept), LonghornVolumes.For(environment, nodes));
}
