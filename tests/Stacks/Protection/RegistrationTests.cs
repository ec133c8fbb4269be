using K8tre.Automation.Engine.Updates;
using K8tre.PlanModel;

namespace K8tre.Tests.Stacks.Protection;

/// <summary>
/// The registration of an environment stays while the environment exists. Argo CD releases the Applications of a cluster that is not
/// registered.
/// </summary>
public sealed class RegistrationTests(AllPlans all) : IClassFixture<AllPlans>
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    private const string Secret = "kubernetes:core/v1:Secret";

    // A platform of one environment, with Argo CD in its cluster.
    private static readonly string InCluster = ManagementPlans.Hub("dev").Replace(
        ManagementPlans.Management, "    management: { mode: inCluster }\n", StringComparison.Ordinal);

    [Fact]
    public void Every_registration_of_every_stack_is_protected_and_changes_in_place() => Assert.All(all.Plans, plan =>
    {
        var registrations = plan.Resources.Where(IsRegistration).ToArray();

        Assert.Equal(plan.Environments.Count, registrations.Length);
        Assert.All(registrations, registration =>
        {
            Assert.True(registration.Options.Protect, registration.Urn);
            // Without it, the provider deletes the Secret and creates a new one.
            Assert.Equal(
                "true", (string?)plan.Resources.Single(resource => resource.Urn == registration.Provider).Inputs["enableSecretMutable"]);
        });
    });

    [Theory]
    [InlineData("dev.tre.example.org", "other.tre.example.org")]
    [InlineData("externalDomain:", "skip: [cr8tor], externalDomain:")]
    [InlineData("externalDomain:", "region: elsewhere, externalDomain:")]
    [InlineData("externalDomain:", "secretStore: kubernetes, externalDomain:")]
    [InlineData("192.0.2.100-192.0.2.105", "192.0.2.100-192.0.2.106")]
    [InlineData("mode: cluster", "mode: cluster\n      tokenGeneration: '2'")]
    [InlineData("mode: cluster", "mode: cluster\n      apiGroups: [apps.example.org]")]
    [InlineData("targetRevision: v1", "targetRevision: v2")]
    public async Task A_change_of_settings_updates_the_registration_or_leaves_it_as_it_is(string word, string with)
    {
        var before = ManagementPlans.Hub("dev");
        Assert.Contains(word, before, StringComparison.Ordinal);

        var plan = await SinceAsync(before, before.Replace(word, with, StringComparison.Ordinal));

        Assert.Single(plan.Resources, IsRegistration);
        Assert.All(
            plan.Changes!.Resources.Concat(plan.Changes.Undetermined).Where(change => change.Name.EndsWith("-registration", Ordinal)),
            change => Assert.True(change.Action is ChangeAction.Update or ChangeAction.Keep, $"{change.Action} {change.Name}"));
    }

    [Fact]
    public async Task Another_place_of_argo_cd_is_refused_until_the_protection_is_removed()
    {
        var plan = await SinceAsync(InCluster, ManagementPlans.Hub("dev"));

        var change = Assert.Single(plan.Changes!.Resources, change => change.Type == Secret && change.Name == "hub-dev-registration");
        Assert.Equal((ChangeAction.Replace, "it is protected: the deployment fails"), (change.Action, change.Note));
    }

    [Fact]
    public async Task The_protection_ends_with_that_of_the_cluster()
    {
        var plan = await StackFile.PlanAsync(
            InCluster.Replace("externalDomain:", "protected: false, externalDomain:", StringComparison.Ordinal));

        Assert.False(Assert.Single(plan.Resources, IsRegistration).Options.Protect);
    }

    // A finalizer of an object in Argo CD's namespace would keep the namespace for ever: nothing acts on it once Argo CD is deleted.
    [Fact]
    public void No_object_of_argo_cd_has_a_finalizer() => Assert.All(all.Plans, plan =>
    {
        var root = Assert.Single(plan.Resources, resource => resource.Type == "kubernetes:argoproj.io/v1alpha1:Application");

        Assert.DoesNotContain("finalizers", root.Inputs.ToJsonString(), StringComparison.Ordinal);
        Assert.True(
            plan.Environments.Count == 0 || plan.Resources.Where(IsRegistration).All(registration => IsDeletedBefore(plan, registration)),
            plan.Stack);
    });

    // Argo CD still runs when it releases the Applications of the cluster.
    private static bool IsDeletedBefore(Plan plan, PlanResource registration) => plan.ComesAfter(
        registration,
        plan.Resources.Single(resource => resource.Type == "kubernetes:helm.sh/v3:Release" && resource.Name.EndsWith("-argocd", Ordinal)));

    private static bool IsRegistration(PlanResource resource) =>
        resource.Type == Secret && resource.Name.EndsWith("-registration", Ordinal);

    private static async Task<Plan> SinceAsync(string before, string after)
    {
        var recorded = await StackFile.PlanAsync(before);
        return await StackFile.PlanAsync(after, with: request => request with { Since = RecordedState.From(recorded) });
    }
}
