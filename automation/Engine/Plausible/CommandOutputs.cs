namespace K8tre.Automation.Engine.Plausible;

/// <summary>Outputs of the provider <c>command</c>: a command that succeeds and prints nothing.</summary>
internal static class CommandOutputs
{
    /// <summary>The types answered here.</summary>
    public static IReadOnlyDictionary<string, Action<PlausibleResource>> Table { get; } = new Dictionary<string, Action<PlausibleResource>>
    {
        ["command:remote:Command"] = Silent,
        ["command:local:Command"] = Silent,
    };

    private static void Silent(PlausibleResource resource)
    {
        resource.Set("stdout", "");
        resource.Set("stderr", "");
    }
}
