using K8tre.Components.Aws.Iam;
using K8tre.Tests.Aws.Cluster;

namespace K8tre.Tests.Aws.Iam;

public sealed class WorkloadIdentityTests
{
    private static readonly WorkloadIdentityArgs Valid = new()
    {
        Scope = EksComponents.Scope,
        ClusterName = "tre-dev",
        Cluster = "tre-dev",
        Accounts = [PodServiceAccount.ExternalDns],
        Policies = new Dictionary<string, PolicyDocument>
        {
            ["zone"] = new(new PolicyStatement { Actions = ["route53:ListHostedZones"], Resources = ["*"] }),
        },
    };

    [Fact]
    public async Task Only_pods_of_its_ServiceAccount_in_its_cluster_take_the_role_on()
    {
        var graph = await ResourceGraph.OfAsync(options => new WorkloadIdentity("dns", Valid, options));

        var trust = Assert.Single(graph.OfType("aws:iam/role:Role").Single().Value["assumeRolePolicy"]!.Statements());
        Assert.Equal("""{"Service":["pods.eks.amazonaws.com"]}""", trust["Principal"]!.ToJsonString());
        Assert.Equal(
            ["arn:aws:eks:eu-west-2:123456789012:cluster/tre-dev"], trust.Allowed("StringEquals", "aws:RequestTag/eks-cluster-arn"));
        Assert.Equal(["externaldns"], trust.Allowed("StringEquals", "aws:RequestTag/kubernetes-namespace"));
        Assert.Equal(["externaldns-sa"], trust.Allowed("StringEquals", "aws:RequestTag/kubernetes-service-account"));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Its_ServiceAccount_is_given_the_role_once_it_has_its_rights()
    {
        var graph = await ResourceGraph.OfAsync(options => new WorkloadIdentity("dns", Valid, options), "dns-role-zone");

        var association = graph.OfType("aws:eks/podIdentityAssociation:PodIdentityAssociation").Single();
        Assert.Equal(("tre-dev", "externaldns", "externaldns-sa"),
            (
                (string?)association.Value["clusterName"],
                (string?)association.Value["namespace"],
                (string?)association.Value["serviceAccount"]));
        Assert.True(graph.ComesAfter(association.Key, "dns-role-zone"));
    }

    [Fact]
    public void ServiceAccounts_of_several_namespaces_are_refused() =>
        Assert.Throws<ArgumentException>(
            () => Valid with { Accounts = [PodServiceAccount.ExternalDns, PodServiceAccount.ExternalSecrets] });
}
