using Google.Protobuf.WellKnownTypes;
using K8tre.Automation;
using K8tre.PlanModel;

namespace K8tre.Tests.Stacks;

/// <summary>Tests of platforms with a management cluster of their own or of another stack.</summary>
public sealed class ManagementPlanTests
{
    private static PlanResource Only(Plan plan, string type, string name) =>
        Assert.Single(plan.Resources, resource => resource.Type == type && resource.Name == name);

    private static IEnumerable<PlanResource> On(Plan plan, string provider) =>
        plan.Resources.Where(resource => resource.Provider == Only(plan, "pulumi:providers:kubernetes", provider).Urn);

    private static Dictionary<string, Struct> Outputs(params string[] clusters) => OutputsFor(["k3s-dev", "k3s-stg", "k3s-prd"], clusters);

    // Outputs of a stack that has a management cluster.
    private static Dictionary<string, Struct> OutputsFor(string[] registrable, params string[] clusters) => new()
    {
        ["tre/k8tre/hub"] = new()
        {
            Fields =
            {
                ["management"] = Value.ForStruct(new()
                {
                    Fields =
                    {
                        ["registrars"] = Value.ForStruct(new()
                        {
                            Fields = { ["organization/k8tre/other"] = Value.ForString("kubeconfig of the registrar") },
                        }),
                        ["registrable"] = Value.ForStruct(new()
                        {
                            Fields = { ["organization/k8tre/other"] = Value.ForList([.. registrable.Select(Value.ForString)]) },
                        }),
                        ["clusters"] = Value.ForList([.. clusters.Select(Value.ForString)]),
                    },
                }),
            },
        },
    };

    [Fact]
    public async Task A_management_cluster_runs_argo_cd_and_every_environment_is_registered_there()
    {
        var plan = await StackFile.PlanAsync(ManagementPlans.Hub("dev", "prd"));

        var hub = On(plan, "hub-management-kubernetes").ToArray();
        Assert.Contains(hub, resource => resource.Name == "hub-management-argocd" && resource.Type == "kubernetes:helm.sh/v3:Release");
        Assert.Contains(
            hub, resource => resource.Name == "hub-management-root" && resource.Type == "kubernetes:argoproj.io/v1alpha1:Application");
        Assert.Equal(
            ["cluster-k3s-dev", "cluster-k3s-prd"],
            hub.Where(resource => resource.Name.EndsWith("-registration", StringComparison.Ordinal))
                .Select(secret => (string)secret.Inputs.At("metadata.name")!).Order());
        Assert.DoesNotContain(plan.Resources, resource => resource.Name is "hub-dev-argocd" or "hub-prd-argocd");
    }

    [Fact]
    public async Task Source_secrets_and_access_are_in_each_environments_own_cluster()
    {
        var plan = await StackFile.PlanAsync(ManagementPlans.Hub("dev", "prd"));

        Assert.All(["dev", "prd"], environment =>
        {
            var own = On(plan, $"hub-{environment}-kubernetes").ToArray();
            Assert.Equal(15, own.Count(resource => (string?)resource.Inputs.At("metadata.namespace") == "secret-store"));
            Assert.Contains(
                own,
                resource => resource.Type == "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole"
                    && resource.Name == $"hub-{environment}-argocd-access");
        });
        Assert.DoesNotContain(
            On(plan, "hub-management-kubernetes"), resource => (string?)resource.Inputs.At("metadata.namespace") == "secret-store");
    }

    [Fact]
    public async Task The_plan_of_a_management_cluster_is_the_approved_one() =>
        ApprovedPlan.Verify("management", await StackFile.PlanAsync(ManagementPlans.Hub()));

    [Fact]
    public async Task A_management_cluster_can_serve_other_stacks_only()
    {
        var plan = await StackFile.PlanAsync(ManagementPlans.Hub());

        Assert.Contains(plan.Resources, resource => resource.Name == "hub-management-root");
        Assert.Equal("[secret]", (string?)plan.Outputs.At("management.registrars")!["organization/k8tre/other"]);
    }

    [Theory]
    [InlineData("k3s", "6443")]
    [InlineData("azure", "443")]
    [InlineData("aws", "443")]
    public async Task Argo_cd_reaches_the_api_servers_of_other_stacks_on_the_port_of_their_vendor(string vendor, string port)
    {
        var plan = await StackFile.PlanAsync(ManagementPlans.Hub().Replace(
            "vendor: k3s\n          environments", $"vendor: {vendor}\n          environments", StringComparison.Ordinal));

        var rule = Only(plan, "kubernetes:cilium.io/v2:CiliumNetworkPolicy", "hub-management-argocd-clusters").Inputs["spec"]!["egress"]!;
        Assert.Equal("""["192.0.2.0/24"]""", rule[0]!["toCIDR"]!.ToJsonString());
        Assert.Equal(port, (string?)rule.At("0.toPorts.0.ports.0.port"));
    }

    [Fact]
    public async Task The_list_of_dependants_is_deleted_first_so_that_a_refusal_stops_the_whole_deletion()
    {
        var plan = await StackFile.PlanAsync(ManagementPlans.Hub("dev", "prd"));

        // Resources are deleted in reverse order, so a resource that nothing depends on is deleted first.
        var list = Only(plan, "kubernetes:core/v1:ConfigMap", "hub-dependants");
        Assert.All(plan.Resources.Where(resource => resource.Custom && resource != list), other =>
            Assert.True(plan.ComesAfter(list, other), $"{other.Name} ({other.Type}) could be deleted before the list"));
    }

    [Fact]
    public async Task A_stack_without_a_management_cluster_only_registers_its_own_clusters()
    {
        var plan = await StackFile.PlanAsync(ManagementPlans.Spoke("west", "stg"), Outputs("k3s-dev"));

        Assert.Equal(
            [
                ("kubernetes:coordination.k8s.io/v1:Lease", "west-stg-registration-owner"),
                ("kubernetes:core/v1:ConfigMapPatch", "west-stg-registration-dependant"),
                ("kubernetes:core/v1:Secret", "west-stg-registration"),
            ],
            On(plan, "west-management").Select(resource => (resource.Type, resource.Name)).Order());
        Assert.DoesNotContain(
            plan.Resources,
            resource => resource.Type.Contains(
                "argoproj.io", StringComparison.Ordinal) || resource.Name.EndsWith("-argocd", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_registration_is_in_the_list_of_dependants_until_it_is_deleted()
    {
        var plan = await StackFile.PlanAsync(ManagementPlans.Spoke("west", "stg"), Outputs());

        var line = Only(plan, "kubernetes:core/v1:ConfigMapPatch", "west-stg-registration-dependant");
        Assert.Equal("""{"k3s-stg":"organization/k8tre/other"}""", line.Inputs["data"]!.ToJsonString());
        var owner = Only(plan, "kubernetes:coordination.k8s.io/v1:Lease", "west-stg-registration-owner");
        Assert.True(plan.ComesAfter(Only(plan, "kubernetes:core/v1:Secret", "west-stg-registration"), owner));
        Assert.True(plan.ComesAfter(owner, line));
    }

    [Fact]
    public async Task Two_stacks_write_different_lines_and_objects()
    {
        var west = await StackFile.PlanAsync(ManagementPlans.Spoke("west", "stg"), Outputs());
        var east = await StackFile.PlanAsync(ManagementPlans.Spoke("east", "prd"), Outputs());

        // With server-side apply, each line of the list has its own owner. Everywhere else, whole objects must differ.
        Assert.Empty(Written(west, "west").Intersect(Written(east, "east")));

        static IEnumerable<string> Written(Plan plan, string name) => On(plan, $"{name}-management").SelectMany(resource =>
            resource.Inputs["data"] is System.Text.Json.Nodes.JsonObject lines
                ? lines.Select(line => $"{resource.Inputs.At("metadata.name")}.{line.Key}")
                : [$"{resource.Type} {resource.Inputs.At("metadata.name")}"]);
    }

    [Fact]
    public async Task Credentials_for_the_other_stack_are_secret()
    {
        var plan = await StackFile.PlanAsync(ManagementPlans.Spoke("west", "stg"), Outputs());

        Assert.Equal("[secret]", (string?)Only(plan, "kubernetes:core/v1:Secret", "west-stg-registration").Inputs["stringData"]);
        Assert.Equal("[secret]", (string?)Only(plan, "pulumi:providers:kubernetes", "west-management").Inputs["kubeconfig"]);
        Assert.DoesNotContain("kubeconfig of the registrar", PlanText.Of(plan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outputs_of_the_other_stack_can_be_unknown_in_a_plan()
    {
        var plan = await StackFile.PlanAsync(ManagementPlans.Spoke("west", "stg"));

        Assert.Equal(3, On(plan, "west-management").Count());
    }

    [Fact]
    public async Task A_reference_to_a_stack_without_a_management_cluster_is_refused()
    {
        var error = await Assert.ThrowsAsync<CommandException>(() => StackFile.PlanAsync(
            ManagementPlans.Spoke("west", "stg"), new Dictionary<string, Struct> { ["tre/k8tre/hub"] = new() }));

        Assert.Equal(
            "k8tre:platform.management.stack is \"tre/k8tre/hub\", which has no management cluster; "
            + "deploy it with management.mode: cluster, or name another stack",
            error.Message);
    }

    [Fact]
    public async Task A_cluster_that_the_other_stack_does_not_expect_is_reported()
    {
        var error = await Assert.ThrowsAsync<CommandException>(
            () => StackFile.PlanAsync(ManagementPlans.Spoke("west", "stg", "dev"), OutputsFor(["k3s-dev"])));

        Assert.Equal(
            "k8tre:platform.environments[0].environment is stg, and tre/k8tre/hub does not let organization/k8tre/other register k3s-stg; "
            + "add it to management.stacks there, and deploy that stack first",
            error.Message);
    }

    [Fact]
    public async Task Without_other_stacks_nobody_can_register_and_there_is_no_token()
    {
        var plan = await StackFile.PlanAsync(ManagementPlans.Hub("dev").Replace("""
                  stacks:
                    - stack: organization/k8tre/other
                      vendor: k3s
                      environments: [stg]
                      apiServers: [192.0.2.0/24]

            """, "", StringComparison.Ordinal));

        Assert.DoesNotContain(On(plan, "hub-management-kubernetes"), resource =>
            resource.Type.Contains("rbac.authorization", StringComparison.Ordinal)
            || (string?)resource.Inputs["type"] == "kubernetes.io/service-account-token");
    }

    [Fact]
    public async Task All_environments_that_the_other_stack_already_has_are_reported()
    {
        const string reason = "which tre/k8tre/hub already has; Argo CD identifies clusters by vendor and environment";
        var error = await Assert.ThrowsAsync<CommandException>(
            () => StackFile.PlanAsync(ManagementPlans.Spoke("west", "dev", "stg", "prd"), Outputs("k3s-dev", "k3s-prd")));

        Assert.Equal(
            $"""
            the stack's settings have 2 problems:
              k8tre:platform.environments[0].environment is dev, {reason}
              k8tre:platform.environments[2].environment is prd, {reason}
            """,
            error.Message);
    }
}
