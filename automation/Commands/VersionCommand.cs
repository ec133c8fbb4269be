using System.CommandLine;
using System.Runtime.InteropServices;

namespace K8tre.Automation.Commands;

/// <summary><c>k8tre version</c>: shows versions, for the report of a defect.</summary>
internal static class VersionCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command("version", "Show the versions of the command, of Pulumi and of .NET");
        command.SetAction(call => call.InvocationConfiguration.Output.Write(
            $"""
             k8tre   {ProductInfo.Version} ({ProductInfo.Configuration})
             Pulumi  {ProductInfo.PulumiVersion}, {Sdk()}
             .NET    {Environment.Version} on {RuntimeInformation.RuntimeIdentifier}

             """));
        return command;
    }

    private static string Sdk() => ProductInfo.PulumiSdk switch
    {
        "offline" => "offline: the same API from source",
        var sdk => $"{sdk} packages",
    };
}
