using K8tre.Tests.Stacks;

namespace K8tre.Tests.Rights;

/// <summary>What each identity may do, from the plans of the examples. The guide's claims about rights have a test here.</summary>
public sealed class RightsTests(DevPlan dev, ProdPlan prod, AwsPlan aws)
    : IClassFixture<DevPlan>, IClassFixture<ProdPlan>, IClassFixture<AwsPlan>, IAsyncLifetime
{
    private const string Registrar = "argocd/registrar-organization-k8tre-other";
    private const string Controller = "argocd/argocd-application-controller", Server = "argocd/argocd-server";

    private ClusterRights _management = null!, _remote = null!;

    private ClusterRights Own => new("Environment with its own Argo CD", dev.Plan, "k8tre-dev-kubernetes");

    public async Task InitializeAsync()
    {
        var hub = await StackFile.PlanAsync(ManagementPlans.Hub("dev"));
        _management = new("Management cluster", hub, "hub-management-kubernetes");
        _remote = new("Environment of a management cluster, on K3s", hub, "hub-dev-kubernetes");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void The_page_lists_all_identities() => Repository.Approve("docs/reference/rights.md", RightsPage.Generate(
        [
            _management, Own, _remote,
            new("Environment of a management cluster, on Azure", prod.Plan, "k8tre-prd-kubernetes"),
            new("Environment of a management cluster, on AWS", aws.Plan, "k8tre-prd-kubernetes"),
        ],
        prod.Plan,
        aws.Plan));

    [Fact]
    public void A_registrar_has_no_power_over_argo_cd_and_its_clusters()
    {
        Assert.All(Power.All, power => Assert.False(_management.Of(Registrar, power).IsAllowed, power.Title));
        // A role allows it to create any Secret.
        Assert.StartsWith("policy ", _management.Of(Registrar, Power.MintArgoCdTokens).Through, StringComparison.Ordinal);
        Assert.Empty(_management.Consequences(_management[Registrar]));
    }

    [Fact]
    public void Nobody_mints_tokens_runs_commands_through_the_api_or_acts_as_another_user() => Assert.All(
        new[] { _management, Own, _remote, new("", prod.Plan, "k8tre-prd-kubernetes"), new("", aws.Plan, "k8tre-prd-kubernetes") },
        cluster => Assert.All(cluster.Identities, identity => Assert.All(
            [
                Power.MintTokens, Power.MintArgoCdTokens, Power.SignCertificates, Power.RunCommands, Power.Impersonate,
                Power.ChangePolicies,
            ],
            power => Assert.False(cluster.Of(identity, power).IsAllowed, $"{cluster.Title}: {identity.Name} may {power.Title}"))));

    [Fact]
    public void In_a_management_cluster_argo_cd_grants_nothing_and_runs_nothing() => Assert.All(
        new[] { Controller, Server },
        part => Assert.All(
            [Power.Grant, Power.RunPods, Power.ReadAllSecrets, Power.ChangeNamespaces],
            power => Assert.False(_management.Of(part, power).IsAllowed, $"{part} may {power.Title}")));

    [Fact]
    public void In_an_environment_only_the_controller_grants_rights_and_reads_all_secrets() => Assert.All(
        [Power.Grant, Power.ReadAllSecrets, Power.ChangeNamespaces],
        power =>
        {
            Assert.True(Own.Of(Controller, power).IsAllowed);
            Assert.All(
                Own.Identities.Where(identity => identity.Name != Controller),
                identity => Assert.False(Own.Of(identity, power).IsAllowed, $"{identity.Name} may {power.Title}"));
        });

    // The closure sees what a reader of the roles does not.
    [Fact]
    public void Who_changes_workloads_or_grants_rights_is_named_as_what_it_is()
    {
        Assert.StartsWith("It is an administrator", Own.Consequences(Own[Controller])[0], StringComparison.Ordinal);
        Assert.StartsWith("It gets the rights of every workload", Own.Consequences(Own[Server])[0], StringComparison.Ordinal);
        Assert.Contains(_management.Consequences(_management[Server]), text => text.Contains("every registered cluster"));
    }

    // A project limits repositories and clusters. Whoever writes projects has no limit.
    [Fact]
    public void Every_part_of_argo_cd_that_writes_applications_or_renders_them_has_argo_cds_rights_everywhere()
    {
        const string sets = "argocd/argocd-applicationset-controller", renderer = "argocd/argocd-repo-server";

        Assert.All([_management, Own], cluster => Assert.All([Controller, Server, sets], part => Assert.Contains(
            cluster.Consequences(cluster[part]), text => text.Contains("it decides what is installed there"))));
        Assert.Empty(_management[renderer].Rules);
        Assert.Contains(_management.Consequences(_management[renderer]), text => text.Contains("it renders what Argo CD installs"));
    }

    [Fact]
    public void A_stack_file_of_production_has_sign_in() => Assert.All(
        ["Pulumi.prod.yaml", "Pulumi.aws.yaml", "Pulumi.onprem.yaml"],
        file => Assert.Contains("sso:", File.ReadAllText(Path.Combine(Repository.Root, file)), StringComparison.Ordinal));
}
