using K8tre.PlanModel;
using K8tre.Tests.Stacks;

namespace K8tre.Tests.Rights;

/// <summary>Rights of the kubeconfigs that Pulumi uses.</summary>
/// <remarks>
/// Until an object is gone, the provider reads it, and lists and watches all objects of its kind in the namespace. Without these rights the
/// deletion never ends: https://github.com/pulumi/pulumi-kubernetes/blob/94977969/provider/pkg/await/condition/deleted.go. A patch is
/// withdrawn, and a retained object is left.
/// </remarks>
public sealed class PulumiRightsTests(ProdPlan prod, AwsPlan aws) : IClassFixture<ProdPlan>, IClassFixture<AwsPlan>
{
    [Fact]
    public async Task A_registrar_may_write_all_that_its_stack_registers_and_list_and_watch_all_that_it_deletes()
    {
        var hub = await StackFile.PlanAsync(ManagementPlans.Hub());
        var registrar = Assert.Single(
            RbacIdentity.In(KubernetesObjects.In(hub, "hub-management-kubernetes")), identity => identity.Name.Contains("registrar"));
        var spoke = await StackFile.PlanAsync(ManagementPlans.Spoke("west", "stg"));
        var provider = Assert.Single(
            spoke.Resources, resource => resource is { Type: "pulumi:providers:kubernetes", Name: "west-management" });
        var objects = spoke.Resources.Where(resource => resource.Provider == provider.Urn).ToArray();

        Assert.NotEmpty(objects);
        foreach (var item in objects)
        {
            var (group, resource, name) = Address(item);
            Assert.All(["get", "patch"], verb => Assert.NotNull(registrar.RoleThatAllows(verb, group, resource, "argocd", name)));
            if (item.Type.EndsWith("Patch", StringComparison.Ordinal))
                continue;
            Assert.NotNull(registrar.RoleThatAllows("create", group, resource, "argocd"));
            if (item.Options.RetainOnDelete)
                continue;
            Assert.NotNull(registrar.RoleThatAllows("delete", group, resource, "argocd", name));
            Assert.All(["list", "watch"], verb => Assert.NotNull(registrar.RoleThatAllows(verb, group, resource, "argocd")));
        }
    }

    // The other kubeconfigs are those of administrators, who may list and watch everything.
    [Fact]
    public async Task Every_other_provider_has_the_kubeconfig_of_an_administrator()
    {
        var spoke = await StackFile.PlanAsync(ManagementPlans.Spoke("west", "stg"));
        var hub = await StackFile.PlanAsync(ManagementPlans.Hub("dev"));

        string[] providers = [.. Providers(hub), .. Providers(spoke)];
        string[] administrators = ["hub-", "west-stg"];
        Assert.Equal(
            ["west-management"],
            providers.Where(name => !administrators.Any(start => name.StartsWith(start, StringComparison.Ordinal))));

        static IEnumerable<string> Providers(Plan plan) => plan.Resources
            .Where(resource => resource is { Type: "pulumi:providers:kubernetes", Implicit: false })
            .Select(resource => resource.Name);
    }

    // Kubeconfigs of a cloud contain no credential. The rights are those of whoever runs Pulumi.
    [Fact]
    public void A_pipeline_is_an_administrator_of_each_cluster_of_a_cloud_that_it_deploys_into()
    {
        var onAws = aws.Plan.Resources.Where(resource => resource.Type == "aws:eks/cluster:Cluster")
            .Select(cluster => (string)cluster.Inputs["name"]!).ToArray();
        var onAzure = prod.Plan.Resources.Where(resource => resource.Type == "azure-native:containerservice:ManagedCluster")
            .Select(cluster => (string)cluster.Inputs["resourceGroupName"]!).ToArray();

        Assert.Equal((4, 3), (onAws.Length, onAzure.Length));
        Assert.Equal(
            onAws.Order(),
            aws.Plan.Resources.Where(resource => resource.Type == "aws:eks/accessPolicyAssociation:AccessPolicyAssociation")
                .Where(grant => ((string)grant.Inputs["principalArn"]!).EndsWith("-pipeline", StringComparison.Ordinal)
                    && ((string)grant.Inputs["policyArn"]!).EndsWith("/AmazonEKSClusterAdminPolicy", StringComparison.Ordinal))
                .Select(grant => (string)grant.Inputs["clusterName"]!).Order());
        Assert.Empty(onAzure.Except(prod.Plan.Resources
            .Where(resource => resource.Type == "azure-native:authorization:RoleAssignment"
                && (string?)resource.Inputs["description"] == "Azure Kubernetes Service RBAC Cluster Admin")
            .Select(grant => ((string)grant.Inputs["scope"]!).Split('/')[^1])));
    }

    // kubernetes:core/v1:Secret is the resource `secrets` of the core group.
    private static (string Group, string Resource, string Name) Address(PlanResource item)
    {
        var (group, kind) = (item.Type.Split(':')[1].Split('/')[0], item.Type.Split(':')[2]);
        var resource = (kind.EndsWith("Patch", StringComparison.Ordinal) ? kind[..^5] : kind).ToLowerInvariant() + "s";
        return (group == "core" ? "" : group, resource, (string)item.Inputs.At("metadata.name")!);
    }
}
