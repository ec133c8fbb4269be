using System.CommandLine;

namespace K8tre.Automation.Commands;

/// <summary>The hidden option that replaces the program of a plan.</summary>
internal static class ProgramOption
{
    /// <summary>Creates the option.</summary>
    public static Option<string?> Create() => new("--program")
    {
        Description = "Compiled program (.dll) to run instead of the build of this repository",
        Hidden = true,
    };
}
