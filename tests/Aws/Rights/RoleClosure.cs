using K8tre.PlanModel;

namespace K8tre.Tests.Aws.Rights;

/// <summary>Role of a plan, and whom it trusts.</summary>
internal sealed record PlannedRole(string Name, string Arn, bool IsBounded)
{
    public required IReadOnlyList<IamStatement> Trust { get; init; }

    public required IReadOnlyList<IamStatement> Rights { get; init; }

    public string TrustedText => string.Join(
        "; ", Trust.SelectMany(statement => statement.Principals.Select(principal => $"{principal.Split(' ')[1]}{Condition(statement)}")));

    private static string Condition(IamStatement statement) => string.Concat(statement.Conditions
        .Where(condition =>
            condition.Key.EndsWith(":sub", StringComparison.Ordinal) || condition.Key.EndsWith("account", StringComparison.Ordinal))
        .Select(condition => $" ({string.Join(", ", condition.Values)})"));
}

/// <summary>Which roles follow from a role: a closure over trust policies, <c>sts:AssumeRole</c> and <c>iam:PassRole</c>.</summary>
internal sealed class RoleClosure
{
    public RoleClosure(FullAwsPlan full)
    {
        var resources = full.Plan.Resources;
        Roles =
        [
            .. resources.Where(resource => resource.Type == "aws:iam/role:Role").OrderBy(role => role.Name, StringComparer.Ordinal)
                .Select(role => new PlannedRole(role.Name, Arn(role), role.Inputs["permissionsBoundary"] is not null)
                {
                    Trust = IamStatement.Read(role.Name, Account((string)role.Inputs["assumeRolePolicy"]!)),
                    Rights = role.Name == "tre-pipelines"
                        ? full.OfPipeline
                        : [.. full.OfRoles.Where(statement => statement.Source.StartsWith($"{role.Name}-", StringComparison.Ordinal))],
                }),
        ];
    }

    public IReadOnlyList<PlannedRole> Roles { get; }

    /// <summary>Names of all roles that follow from one, besides itself.</summary>
    public IReadOnlyList<string> From(PlannedRole start)
    {
        var (reached, waiting) = (new HashSet<string> { start.Name }, new Queue<PlannedRole>([start]));
        while (waiting.TryDequeue(out var role))
        {
            foreach (var next in Roles.Where(next => (Assumes(role, next) || Passes(role, next)) && reached.Add(next.Name)))
                waiting.Enqueue(next);
        }
        return [.. reached.Where(name => name != start.Name).Order(StringComparer.Ordinal)];
    }

    // In one account, a trust policy that names the role is enough. A denial always decides.
    private static bool Assumes(PlannedRole role, PlannedRole next) => !IsDenied(role, "sts:AssumeRole", next.Arn)
        && next.Trust.Any(trust => trust.Principals.Contains($"AWS {role.Arn}"));

    private static bool Passes(PlannedRole role, PlannedRole next) => !IsDenied(role, "iam:PassRole", next.Arn)
        && role.Rights.Any(right => !right.Denies && right.Has("iam:PassRole") && IsOn(right, next.Arn)
            && right.Conditions.Where(condition => condition.Key == "iam:PassedToService").SelectMany(condition => condition.Values)
                .Any(service => next.Trust.Any(trust => trust.Principals.Contains($"Service {service}"))));

    private static bool IsDenied(PlannedRole role, string action, string arn) =>
        role.Rights.Any(right => right.Denies && right.Has(action) && IsOn(right, arn));

    private static bool IsOn(IamStatement right, string arn) => right.Resources.Any(pattern => IamStatement.Matches(pattern, arn));

    private static string Arn(PlanResource role) => Account((string)role.Outputs["arn"]!);

    private static string Account(string text) => text.Replace("123456789012", "111122223333", StringComparison.Ordinal);
}
