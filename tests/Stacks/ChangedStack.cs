using K8tre.PlanModel;

namespace K8tre.Tests.Stacks;

/// <summary>The example stacks, with something asked for that they do not ask for.</summary>
internal static class ChangedStack
{
    /// <summary>What a public gateway of dev takes.</summary>
    public const string Waiver =
        "[{ rule: privateGateway, subject: dev, owner: TRE operations, "
        + "reason: Researchers work from home., expires: '2099-12-31' }]";

    /// <summary>Its plan.</summary>
    /// <param name="stack">Name of the stack.</param>
    /// <param name="word">What stands in its file.</param>
    /// <param name="with">What stands there instead.</param>
    /// <param name="waiver">The waivers. Null: none.</param>
    /// <param name="secret">A line of configuration besides. Null: none.</param>
    /// <param name="changes">Further changes. Null: none.</param>
    public static Task<Plan> PlanAsync(
        string stack, string word, string with, string? waiver = null, string? secret = null, Func<string, string>? changes = null)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, $"Pulumi.{stack}.yaml"));
        Assert.Contains(word, text, StringComparison.Ordinal);
        text = (changes ?? (same => same))(text.Replace(word, with, StringComparison.Ordinal));
        if (waiver is not null)
            text = text.Replace("\n    vendor: ", $"\n    waivers: {waiver}\n    vendor: ", StringComparison.Ordinal);
        return StackFile.PlanAsync(secret is null ? text : text.Replace("config:\n", $"config:\n  {secret}\n", StringComparison.Ordinal));
    }

    /// <summary>The one resource of a type and a name.</summary>
    public static PlanResource Only(Plan plan, string type, string name) =>
        plan.Resources.Single(resource => resource.Type == type && resource.Name == name);
}
