using System.CommandLine;
using K8tre.Automation.Projects;
using K8tre.Automation.Supply;

namespace K8tre.Automation.Commands;

/// <summary><c>k8tre sbom</c>: writes the software bill of materials.</summary>
internal static class SbomCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var file = new Option<string?>("--out")
        {
            Description = "Write the document to a file. Default: standard output",
            HelpName = "file",
        };
        var command = new Command("sbom", "Write the software bill of materials (CycloneDX 1.6, JSON)") { file };
        command.SetAction(call => Run(call.GetValue(file)));
        return command;
    }

    private static void Run(string? path)
    {
        var target = path is null ? null : OutputFile.At(path);
        var document = Sbom.Create(SbomPackage.ReadAll(Project.FindDirectory(), ProductInfo.PulumiSdk), VersionTable.Current);
        if (target is null)
        {
            using var output = Console.OpenStandardOutput();
            Sbom.Write(document, output);
        }
        else
        {
            target.Write(stream => Sbom.Write(document, stream));
        }
    }
}
