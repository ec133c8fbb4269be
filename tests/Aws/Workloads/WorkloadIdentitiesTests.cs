using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Workloads;
using K8tre.Tests.Aws.Cluster;

namespace K8tre.Tests.Aws.Workloads;

public sealed class WorkloadIdentitiesTests
{
    // https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics, and the add-ons' own.
    private static readonly (string, string)[] Accounts =
    [
        ("external-secrets", "external-secrets"), ("externaldns", "externaldns-sa"),
        ("kube-system", "cilium-operator"), ("kube-system", "cluster-autoscaler-sa"),
        ("kube-system", "ebs-csi-controller-sa"), ("kube-system", "efs-csi-controller-sa"),
        ("loadbalancer", "aws-load-balancer-controller"),
    ];

    [Fact]
    public async Task These_ServiceAccounts_and_no_others_have_an_identity()
    {
        var graph = await ResourceGraph.OfAsync(Define);

        Assert.Equal(Accounts, graph.OfType("aws:eks/podIdentityAssociation:PodIdentityAssociation").Values
            .Select(association => ((string)association["namespace"]!, (string)association["serviceAccount"]!)).Order());
    }

    [Fact]
    public async Task No_two_of_them_share_a_role() => Assert.Equal(
        // Those of the control plane and of the nodes are not theirs.
        Accounts.Length + 2, (await ResourceGraph.OfAsync(Define)).OfType("aws:iam/role:Role").Count);

    private static WorkloadIdentities Define(ComponentResourceOptions options)
    {
        var cluster = new EksControlPlane("eks", EksComponents.ControlPlane);
        _ = new EksNodeGroups("nodes", EksComponents.Nodes(cluster));
        return new("identities", new()
        {
            Scope = EksComponents.Scope,
            Cluster = cluster,
            VpcId = "vpc-1",
            Zones = ["Z1"],
            Domain = "dev.tre.example.org",
            Parameters = ["keycloak-db-secret"],
            ParametersKey = "arn:aws:kms:eu-west-2:123456789012:key/parameters",
        }, options);
    }
}
