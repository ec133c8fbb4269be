using K8tre.PlanModel;

namespace K8tre.Tests.Stacks.OnPrem;

public sealed class DevPlanTests(DevPlan dev) : IClassFixture<DevPlan>
{
    private PlanResource Host => dev["command:remote:Command", "k8tre-dev-k3s-dev-1-prepare"];

    private PlanResource Server => dev["command:remote:Command", "k8tre-dev-k3s-dev-1"];

    private PlanResource GatewayApi => dev["kubernetes:yaml/v2:ConfigFile", "k8tre-dev-network-gateway-api-definitions"];

    private PlanResource Cilium => dev["kubernetes:helm.sh/v3:Release", "k8tre-dev-network-cilium"];

    private PlanResource ArgoCd => dev["kubernetes:helm.sh/v3:Release", "k8tre-dev-argocd"];

    private PlanResource Registration => dev["kubernetes:core/v1:Secret", "k8tre-dev-registration"];

    private PlanResource Root => dev["kubernetes:argoproj.io/v1alpha1:Application", "k8tre-dev-root"];

    private IEnumerable<PlanResource> Policies => dev.Plan.Resources.Where(
        resource => resource.Custom && resource.Name.StartsWith("k8tre-dev-baseline-", StringComparison.Ordinal));

    private IEnumerable<PlanResource> SourceSecrets => dev.Plan.Resources.Where(
        resource => resource.Type == "kubernetes:core/v1:Secret" && (string?)resource.Inputs.At("metadata.namespace") == "secret-store");

    [Fact]
    public void The_plan_is_the_approved_one() => ApprovedPlan.Verify("dev", dev.Plan);

    [Fact]
    public void Resources_are_created_in_the_order_from_the_host_to_git()
    {
        Assert.True(dev.ComesAfter(Server, Host));
        Assert.True(dev.ComesAfter(Cilium, Server));
        Assert.True(dev.ComesAfter(Cilium, GatewayApi));
        Assert.All(Policies, policy => Assert.True(dev.ComesAfter(policy, Cilium)));
        Assert.All(Policies, policy => Assert.True(dev.ComesAfter(ArgoCd, policy)));
        Assert.All(SourceSecrets, secret => Assert.True(dev.ComesAfter(Registration, secret)));
        Assert.True(dev.ComesAfter(Registration, ArgoCd));
        Assert.True(dev.ComesAfter(Root, Registration));
    }

    [Fact]
    public void Nothing_waits_for_the_root_application() =>
        Assert.DoesNotContain(dev.Plan.Resources, resource => dev.ComesAfter(resource, Root));

    [Fact]
    public void Argo_cd_does_not_wait_for_the_source_secrets() =>
        Assert.All(SourceSecrets, secret => Assert.False(dev.ComesAfter(ArgoCd, secret)));

    [Fact]
    public void Secret_values_are_secret_everywhere()
    {
        Assert.Equal(15, SourceSecrets.Count());
        Assert.All(SourceSecrets, secret => Assert.Equal("[secret]", (string?)secret.Inputs["stringData"]));
        Assert.All([Host, Server], command => Assert.Contains("/inputs/connection", command.Secrets));
        Assert.Contains("/inputs/stdin", Server.Secrets);
        Assert.Contains("/outputs/stdout", dev["command:remote:Command", "k8tre-dev-k3s-kubeconfig"].Secrets);
        Assert.All(
            dev.Plan.Resources.Where(resource => resource.Type == "pulumi:providers:kubernetes"),
            provider => Assert.Equal("[secret]", (string?)provider.Inputs["kubeconfig"]));
        Assert.Equal("[secret]", (string?)dev.Plan.Outputs.At("dev.kubeConfig"));
    }

    [Fact]
    public void The_parent_of_every_resource_is_a_component() => Assert.All(
        dev.Plan.Resources.Where(resource => resource.Custom && !resource.Name.StartsWith("default_", StringComparison.Ordinal)),
        resource => Assert.Contains("::k8tre:", resource.Parent, StringComparison.Ordinal));
}
