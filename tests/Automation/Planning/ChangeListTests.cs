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

    private static PlanChange Change(ChangeAction action, string name, params string[] properties) => new()
    {
        Action = action,
        Urn = $"urn:pulumi:dev::k8tre::test:index:Thing::{name}",
        Type = "test:index:Thing",
        Name = name,
        Properties = properties,
    };
}
