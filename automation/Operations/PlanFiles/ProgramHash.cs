using System.Security.Cryptography;
using K8tre.Automation.Operations.Steps;
using K8tre.Automation.Programs;
using K8tre.Automation.Projects;

namespace K8tre.Automation.Operations.PlanFiles;

/// <summary>Hashes of what decides a deployment: the program and the settings.</summary>
internal static class ProgramHash
{
    /// <summary>Hashes all assemblies of the built program. Builds of one commit are equal in any folder.</summary>
    /// <exception cref="CommandException">The program is not built.</exception>
    public static string OfProgram(Project project, string? program)
    {
        var folder = Path.GetDirectoryName(BuiltProgram.Find(project, program))!;
        return Of(Directory.EnumerateFiles(folder, "*.dll"));
    }

    /// <summary>Hashes the project file and the stack file.</summary>
    public static string OfSettings(Project project, string stackFile)
        => Of([Path.Combine(project.Directory, Project.FileName), stackFile]);

    private static string Of(IEnumerable<string> files)
        => Fingerprint.Of(string.Join('\n', files.Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetFileName(file)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}")));
}
