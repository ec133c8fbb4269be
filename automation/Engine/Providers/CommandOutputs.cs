using K8tre.Components.OnPrem.Ssh;

namespace K8tre.Automation.Engine.Providers;

/// <summary>Outputs of the provider <c>command</c>: each command succeeds, and each script has an empty result.</summary>
internal static class CommandOutputs
{
    /// <summary>The simulated types.</summary>
    public static IReadOnlyDictionary<string, Action<SimulatedResource>> Types { get; } = new Dictionary<string, Action<SimulatedResource>>
    {
        ["command:remote:Command"] = Command,
        ["command:local:Command"] = Command,
    };

    private static void Command(SimulatedResource resource)
    {
        resource.Add("stdout", RemoteScript.Marked(""));
        resource.Add("stderr", "");
    }
}
