using System.Text.Json.Nodes;
using K8tre.Automation.Planning;
using K8tre.PlanModel;
using K8tre.Tests.PlanModel;

namespace K8tre.Tests.Automation.Planning;

public sealed class PlanApplicationsTests
{
    private static Plan Registering(JsonNode? applications)
    {
        var registration = SamplePlan.Small.Resources[0] with
        {
            Urn = "urn:pulumi:dev::k8tre::k8tre:gitops:ClusterRegistration::registration",
            Type = "k8tre:gitops:ClusterRegistration",
            Name = "registration",
            Custom = false,
            Outputs = new() { ["environment"] = "dev", ["applications"] = applications },
        };
        return SamplePlan.Small with { Resources = [.. SamplePlan.Small.Resources, registration] };
    }

    private static string Written(Plan plan)
    {
        using var text = new StringWriter();
        PlanTree.Write(plan, text);
        return text.ToString();
    }

    [Fact]
    public void The_applications_of_a_registered_cluster_stand_below_the_totals()
    {
        var text = Written(Registering(new JsonArray("ad-tre", "cnpg-tre")));

        Assert.Contains("\n\ndev: 2 applications of K8TRE\n       ad-tre, cnpg-tre\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_needs_of_the_environment_stand_below_its_applications_with_what_is_missing()
    {
        var text = Written(Registering(new JsonArray("ad-tre")));

        Assert.EndsWith(
            """
                   ad-tre
                 K8TRE needs, at its commit d9ff2e1 (this stack installs main, which can need something else), and the platform provides:
                   hosts                    needs     2
                                            provides  a list of 1 names
                                            MISSING   one.example.org is not allowed

            """,
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_yet_is_not_shown() =>
        Assert.DoesNotContain("applications of K8TRE", Written(Registering("[unknown]")), StringComparison.Ordinal);
}
