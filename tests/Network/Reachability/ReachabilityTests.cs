using System.Text.Json.Nodes;
using K8tre.Tests.Stacks;

namespace K8tre.Tests.Network.Reachability;

/// <summary>Every claim about reachability holds for all policies together: those of the plans, of the charts and of K8TRE.</summary>
public sealed class ReachabilityTests(OnPremPlan onPrem, ProdPlan prod, AwsPlan aws)
    : IClassFixture<OnPremPlan>, IClassFixture<ProdPlan>, IClassFixture<AwsPlan>
{
    [Fact]
    public void Every_claim_is_what_the_policies_of_its_cluster_say() => Assert.Equal("", string.Join(
        '\n',
        from site in Site.All
        let policies = PoliciesOf(site)
        from claim in Claims.All
        where claim.VerdictIn(site) is { } verdict && claim.IsAllowed(site, policies) != verdict
        select $"{site.Title}: {claim.Source(site).Name} > {claim.Destination(site)!.Name} {claim.PortText} is "
            + (claim.VerdictIn(site) == true ? "denied, and the table says allowed" : "allowed, and the table says denied")));

    [Fact]
    public void The_page_holds_every_claim() => Assert.Equal(ReachabilityPage.Text, ReachabilityPage.Committed());

    [Fact]
    public void Every_policy_with_a_deny_states_its_default_deny() => Assert.Empty(
        from plan in new StackPlan[] { onPrem, prod, aws }
        from policy in plan.Plan.Resources
        where policy.Type.StartsWith("kubernetes:cilium.io/v2:Cilium", StringComparison.Ordinal)
        let spec = policy.Inputs["spec"]!.AsObject()
        where spec.ContainsKey("egressDeny") || spec.ContainsKey("ingressDeny")
        where spec["enableDefaultDeny"] is not JsonObject { Count: 2 }
        select policy.Name);

    [Fact]
    public void Argo_CD_starts_after_all_policies_of_its_namespace_and_cluster() => Assert.All(
        new StackPlan[] { onPrem, prod, aws }, plan =>
        {
            var release = plan.Plan.Resources.Single(resource =>
                resource.Type == "kubernetes:helm.sh/v3:Release" && resource.Name.EndsWith("-argocd", StringComparison.Ordinal));
            var cluster = release.Name[..^"argocd".Length];
            Assert.All(
                plan.Plan.Resources.Where(resource => resource.Type.StartsWith("kubernetes:admissionregistration", StringComparison.Ordinal)
                    && resource.Name.StartsWith($"{cluster}argocd-admission", StringComparison.Ordinal)),
                policy => Assert.True(plan.ComesAfter(release, policy), policy.Name));
            Assert.All(
                plan.Plan.Resources.Where(resource => resource.Type.StartsWith("kubernetes:cilium.io/v2:Cilium", StringComparison.Ordinal)
                    && (resource.Name.StartsWith($"{cluster}argocd", StringComparison.Ordinal)
                        || resource.Name.StartsWith($"{cluster}isolation", StringComparison.Ordinal)
                        || resource.Name.StartsWith($"{cluster}baseline", StringComparison.Ordinal))),
                policy => Assert.True(plan.ComesAfter(release, policy), policy.Name));
        });

    // The entity includes API servers outside the cluster.
    [Fact]
    public void Only_projects_are_denied_the_whole_world() => Assert.Equal(
        ["k8tre-dev-isolation-projects", "k8tre-prd-isolation-projects", "k8tre-stg-isolation-projects"],
        new StackPlan[] { onPrem, prod, aws }.SelectMany(plan => plan.Plan.Resources)
            .Where(policy => policy.Type.StartsWith("kubernetes:cilium.io/v2:Cilium", StringComparison.Ordinal))
            .Where(policy => policy.Inputs["spec"]!["egressDeny"]?.ToJsonString().Contains("\"world\"", StringComparison.Ordinal) == true)
            .Select(policy => policy.Name).Distinct().Order());

    [Fact]
    public void No_policy_of_the_platform_has_an_empty_rule() => Assert.Empty(
        from plan in new StackPlan[] { onPrem, prod, aws }
        from policy in plan.Plan.Resources
        where policy.Type.StartsWith("kubernetes:cilium.io/v2:Cilium", StringComparison.Ordinal)
        from section in new[] { "egress", "ingress", "egressDeny", "ingressDeny" }
        from rule in policy.Inputs["spec"]![section]?.AsArray() ?? []
        where rule!.AsObject().Count == 0
        select $"{policy.Name} {section}");

    private PolicySet PoliciesOf(Site site) =>
        site.Policies((site.Stack switch { "onprem" => (StackPlan)onPrem, "prod" => prod, _ => aws }).Plan);
}
