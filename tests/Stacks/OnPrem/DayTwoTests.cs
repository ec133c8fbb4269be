using System.Text.Json.Nodes;
using K8tre.PlanModel;

namespace K8tre.Tests.Stacks.OnPrem;

/// <summary>Tests of the resources that a change of the settings changes in a running platform. See docs/guides/gitops.md.</summary>
public sealed class DayTwoTests
{
    private static string Hub => ManagementPlans.Hub("dev", "prd");

    // Random values are created once and kept in the state. The comparison is of their resources, not of the simulated values.
    private static async Task<(string[] Changed, string[] Gone, string[] New)> CompareAsync(string before, string after)
    {
        var one = (await StackFile.PlanAsync(before)).Resources.ToDictionary(resource => resource.Urn);
        var two = (await StackFile.PlanAsync(after)).Resources.ToDictionary(resource => resource.Urn);
        return (
            [
                .. one.Keys.Intersect(two.Keys).Where(urn =>
                    !JsonNode.DeepEquals(one[urn].Inputs, two[urn].Inputs)).Select(urn => one[urn].Name).Order(),
            ],
            [.. one.Keys.Except(two.Keys).Select(urn => one[urn].Name)],
            [.. two.Keys.Except(one.Keys).Select(urn => two[urn].Name)]);
    }

    [Fact]
    public async Task Another_revision_changes_the_root_application_and_nothing_else()
    {
        var (changed, gone, added) = await CompareAsync(
            Hub, Hub.Replace("targetRevision: v1", "targetRevision: v2", StringComparison.Ordinal));

        Assert.Equal(["hub-management-root"], changed);
        Assert.Empty(gone.Concat(added));
    }

    [Fact]
    public async Task Another_domain_changes_a_label_of_the_registration_and_the_names_that_the_dns_servers_answer()
    {
        var (changed, gone, added) = await CompareAsync(
            Hub, Hub.Replace("prd.tre.example.org", "tre.example.org", StringComparison.Ordinal));

        Assert.Equal(["hub-prd-baseline-dns-upstream", "hub-prd-baseline-kare-dns-upstream", "hub-prd-registration"], changed);
        Assert.Empty(gone.Concat(added));
    }

    [Fact]
    public async Task Another_generation_renames_the_tokens_so_that_new_ones_exist_before_old_ones_are_deleted()
    {
        var renewed = Hub.Replace("mode: cluster", "mode: cluster\n      tokenGeneration: '2'", StringComparison.Ordinal);
        var (changed, gone, added) = await CompareAsync(Hub, renewed);

        // Inputs with a token are masked in a plan. The engine replaces a renamed object, and by default creates the new one first.
        Assert.Equal(
            [
                "hub-dev-argocd-access-account-token",
                "hub-management-registrar-organization-k8tre-other-account-token",
                "hub-prd-argocd-access-account-token",
            ], changed);
        Assert.Empty(gone.Concat(added));
        Assert.All(
            (await StackFile.PlanAsync(renewed)).Resources.Where(resource => changed.Contains(resource.Name)),
            token => Assert.False(token.Options.DeleteBeforeReplace));
    }

    [Fact]
    public async Task A_registration_gets_the_new_token_before_the_old_one_is_deleted()
    {
        var plan = await StackFile.PlanAsync(Hub);

        // Old objects are deleted at the end, after all resources that take a new value.
        Assert.True(plan.ComesAfter(Named(plan, "hub-prd-registration"), Named(plan, "hub-prd-argocd-access-account-token")));
    }

    // By default the provider deletes a Secret and creates a new one. Argo CD would then delete everything that it installed there.
    [Fact]
    public async Task A_registration_changes_in_place()
    {
        Plan[] plans = [await StackFile.PlanAsync(Hub), await StackFile.PlanAsync(ManagementPlans.Spoke("west", "stg"))];

        Assert.All(plans, plan => Assert.All(
            plan.Resources.Where(resource =>
                resource.Type == "kubernetes:core/v1:Secret" && resource.Name.EndsWith("-registration", StringComparison.Ordinal)),
            registration => Assert.Equal(
                "true", (string?)plan.Resources.Single(resource => resource.Urn == registration.Provider).Inputs["enableSecretMutable"])));
    }

    [Fact]
    public async Task The_removal_of_an_environment_deletes_all_of_it_and_changes_only_argo_cd_and_the_preflight()
    {
        var (changed, gone, added) = await CompareAsync(Hub, ManagementPlans.Hub("dev"));

        // The controller's memory depends on the number of clusters, and so does what the hosts need. Patches are those of environments.
        Assert.Equal(["hub-management-argocd", "hub-management-argocd-plugin-patches", "hub-management-k3s-preflight"], changed);
        Assert.Empty(added);
        Assert.All(gone, name => Assert.True(name == "prd" || name.StartsWith("hub-prd", StringComparison.Ordinal), name));
        Assert.Contains("hub-prd-registration", gone);
    }

    [Fact]
    public async Task An_environment_is_unregistered_before_its_cluster_is_deleted()
    {
        var plan = await StackFile.PlanAsync(Hub);

        var registration = Named(plan, "hub-prd-registration");
        Assert.All(
            plan.Resources.Where(resource =>
                resource.Type == "command:remote:Command" && resource.Name.StartsWith("hub-prd", StringComparison.Ordinal)),
            host => Assert.True(plan.ComesAfter(registration, host)));
    }

    private static PlanResource Named(Plan plan, string name) =>
        Assert.Single(plan.Resources, resource => resource.Custom && resource.Name == name);
}
