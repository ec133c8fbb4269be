using System.CommandLine;
using System.Runtime.InteropServices;

namespace K8tre.Automation.Commands;

/// <summary><c>k8tre version</c>: what is running, for a report of a defect.</summary>
internal static class VersionCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("version", "Show the versions of the command, of Pulumi and of .NET");
        command.SetAction(call => call.InvocationConfiguration.Output.Write(
            $"""
             k8tre   {BuildFacts.Version} ({BuildFacts.Configuration})
             Pulumi  {BuildFacts.PulumiVersion}, {Sdk()}
             .NET    {Environment.Version} on {RuntimeInformation.RuntimeIdentifier}

             """));
        return command;
    }

    private static string Sdk() => BuildFacts.PulumiSdk switch
    {
        "offline" => "offline: the same API from source",
        var sdk => $"{sdk} packages",
    };
}
