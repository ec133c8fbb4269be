using System.Text.RegularExpressions;
using K8tre.Tests.Conformance;

namespace K8tre.Tests.Aws.Rights;

/// <summary>Whether each grant can match, by AWS's own reference.</summary>
public sealed partial class AuthorizationReferenceTests(FullAwsPlan full) : IClassFixture<FullAwsPlan>
{
    // Keys that every request has, or that mean the same in all services:
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    private static readonly string[] OfEveryRequest = ["aws:RequestedRegion", "aws:FederatedProvider"];

    private IEnumerable<IamStatement> All => [.. full.OfRoles, .. full.OfPipeline, .. full.Boundary];

    // Only the boundary has patterns, and it grants nothing.
    private IEnumerable<(IamStatement Statement, string Action)> Grants => All.Where(statement => !statement.Denies)
        .SelectMany(statement => statement.Actions.Where(action => !action.Contains('*', StringComparison.Ordinal))
            .Select(action => (statement, action)));

    [OfficialPackagesFact]
    public void Every_action_exists() =>
        Assert.Empty(Grants.Where(grant => !ServiceReference.Actions(grant.Action).Any()).Select(Text));

    [OfficialPackagesFact]
    public void An_action_without_resources_is_granted_on_everything() => Assert.Empty(Grants
        .Where(grant => !grant.Statement.Resources.Contains("*")
            && ServiceReference.Actions(grant.Action).Any(action => ServiceReference.Resources(action).Count == 0))
        .Select(Text));

    [OfficialPackagesFact]
    public void An_action_is_granted_on_a_resource_that_it_has() => Assert.Empty(Grants
        .Where(grant => !grant.Statement.Resources.Contains("*")
            && ServiceReference.Actions(grant.Action).Any(action => ServiceReference.Resources(action) is { Count: > 0 } types
                && !types.Any(type => grant.Statement.Resources.Any(resource => CanBe(resource, type)))))
        .Select(Text));

    [OfficialPackagesFact]
    public void Every_resource_of_a_grant_is_one_of_its_actions() => Assert.Empty(
        from statement in All
        where !statement.Denies && !statement.Resources.Contains("*")
        from resource in statement.Resources
        where !statement.Actions.SelectMany(ServiceReference.Actions).SelectMany(ServiceReference.Resources)
            .Any(type => CanBe(resource, type))
        select $"{statement.Source} {statement.Sid}: {resource}");

    [OfficialPackagesFact]
    public void Every_condition_is_one_that_the_action_knows() => Assert.Empty(
        from grant in Grants
        from condition in grant.Statement.Conditions
        where !OfEveryRequest.Contains(condition.Key)
        from action in ServiceReference.Actions(grant.Action)
        where !ServiceReference.Keys(action).Any(key => IamStatement.Matches(TagKey().Replace(key, "*"), condition.Key.ToLowerInvariant()))
        select $"{Text(grant)}: {condition.Key}");

    [OfficialPackagesFact]
    public void Roles_have_an_action_on_everything_only_if_it_has_no_resources() => Assert.Empty(
        from statement in full.OfRoles
        where statement.Resources.Contains("*")
        from action in statement.Actions
        where ServiceReference.Resources(action).Count > 0
        // It needs to find what it does not know yet.
        where action is not ("ec2:GetSecurityGroupsForVpc")
        select $"{statement.Source}: {action}");

    private static string Text((IamStatement Statement, string Action) grant) =>
        $"{grant.Statement.Source} {grant.Statement.Sid}: {grant.Action}";

    // A pattern of ours and one of the reference can match the same ARN.
    private static bool CanBe(string resource, string type)
    {
        // Whether the rest of one pattern, from each place on, meets the rest of the other.
        var meets = new bool[resource.Length + 1, type.Length + 1];
        for (var i = resource.Length; i >= 0; i--)
        {
            for (var j = type.Length; j >= 0; j--)
            {
                var (ours, theirs) = (i < resource.Length ? resource[i] : '\0', j < type.Length ? type[j] : '\0');
                meets[i, j] = (ours, theirs) switch
                {
                    ('\0', '\0') => true,
                    ('*', '\0') => meets[i + 1, j],
                    ('\0', '*') => meets[i, j + 1],
                    ('*', _) => meets[i + 1, j] || meets[i, j + 1],
                    (_, '*') => meets[i, j + 1] || (ours != '\0' && meets[i + 1, j]),
                    _ => ours == theirs && ours != '\0' && meets[i + 1, j + 1],
                };
            }
        }
        return meets[0, 0];
    }

    [GeneratedRegex(@"\$\{[^}]+\}")]
    private static partial Regex TagKey();
}
