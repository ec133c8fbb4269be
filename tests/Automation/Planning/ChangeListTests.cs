using K8tre.Automation.Planning;
using K8tre.PlanModel;
using K8tre.Tests.PlanModel;

namespace K8tre.Tests.Automation.Planning;

public sealed class ChangeListTests
{
    [Fact]
    public void Changes_are_listed_with_their_properties_and_counted()
    {
        using var text = new StringWriter();
        var plan = SamplePlan.Small with
        {
            Changes = new()
            {
                Resources =
                [
                    Change(ChangeAction.Create, "new"),
                    Change(ChangeAction.Update, "host", "stdin"),
                    Change(ChangeAction.Update, "object") with { Note = "its provider is not known before the deployment" },
                    Change(ChangeAction.Replace, "password", "length", "special"),
                    Change(ChangeAction.Delete, "old"),
                ],
                Unchanged = 47,
                Undetermined = [Change(ChangeAction.Keep, "vpc", "tags")],
                MaskedInputs = 2,
            },
        };

        ChangeList.Write(plan, "state.json", text);

        Assert.Equal(
            """
            k8tre/dev, changes since state.json
             +   test:index:Thing new
             ~   test:index:Thing host [stdin]
             ~   test:index:Thing object (its provider is not known before the deployment)
             +-  test:index:Thing password [length, special]
             -   test:index:Thing old
             ?   test:index:Thing vpc [tags]

            1 to create, 2 to update, 1 to replace, 1 to delete, 47 unchanged
            1 could not be compared (?): these inputs are not known before the deployment
            2 secret inputs were taken as equal: state.json does not show their values

            """,
            text.ToString());
    }

    [Fact]
    public void What_a_platform_cannot_do_without_is_named_again_at_the_end()
    {
        using var text = new StringWriter();
        var plan = SamplePlan.Small with
        {
            Changes = new()
            {
                Resources =
                [
                    Change(ChangeAction.Update, "kept") with { Type = "aws:ec2/vpc:Vpc" },
                    Change(ChangeAction.Replace, "tre-dev-eks", "kubernetesNetworkConfig.serviceIpv4Cidr") with
                    {
                        Type = "aws:eks/cluster:Cluster", Note = "it is protected: the deployment fails",
                    },
                    Change(ChangeAction.Delete, "spoke") with { Type = "azure-native:network:VirtualNetwork" },
                    Change(ChangeAction.Delete, "flows") with { Type = "aws:cloudwatch/logGroup:LogGroup" },
                    Change(ChangeAction.Delete, "tre-dev-teardown") with { Type = "k8tre:onprem:TeardownMark" },
                ],
                Unchanged = 0,
                Undetermined = [],
                MaskedInputs = 0,
            },
        };

        ChangeList.Write(plan, "state.json", text);

        Assert.EndsWith(
            """

            WARNING: this deployment replaces or deletes clusters, nodes, networks, stores, registrations, or zones and certificates:
              cluster  replaced  tre-dev-eks [kubernetesNetworkConfig.serviceIpv4Cidr] (it is protected: the deployment fails)
              network  deleted   spoke
              store    deleted   flows
              cluster  deleted   tre-dev-teardown

            """,
            text.ToString(),
            StringComparison.Ordinal);
    }

    private static PlanChange Change(ChangeAction action, string name, params string[] properties) => new()
    {
        Action = action,
        Urn = $"urn:pulumi:dev::k8tre::test:index:Thing::{name}",
        Type = "test:index:Thing",
        Name = name,
        Properties = properties,
    };
}
