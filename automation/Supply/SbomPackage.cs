using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace K8tre.Automation.Supply;

/// <summary>NuGet package of the product.</summary>
/// <param name="Name">Name of the package.</param>
/// <param name="Version">Exact version.</param>
/// <param name="Sha512">The sha512 of the package, hexadecimal. Null: the package was not restored.</param>
internal sealed record SbomPackage(string Name, string Version, string? Sha512)
{
    // Projects of the product. Tests and tools are not part of it.
    private static readonly string[] Projects = ["automation", "components", "infra", "plan-model", "stacks"];

    /// <summary>
    /// Reads the packages of a checkout from its lock files. The Pulumi packages are read from <c>Directory.Packages.props</c> if the build
    /// does not use them.
    /// </summary>
    /// <param name="directory">Root of the checkout.</param>
    /// <param name="sdk">The Pulumi packages of the build: <c>official</c> or <c>offline</c>.</param>
    /// <exception cref="CommandException">A lock file is missing.</exception>
    public static IReadOnlyList<SbomPackage> ReadAll(string directory, string sdk)
    {
        var locked = Projects.SelectMany(project => Locked(Path.Combine(directory, project, $"packages.{sdk}.lock.json")))
            .DistinctBy(package => (package.Name, package.Version)).ToArray();
        var restored = locked.Select(package => package.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. locked.Concat(Declared(directory).Where(package => !restored.Contains(package.Name)))
                .OrderBy(package => package.Name, StringComparer.OrdinalIgnoreCase)
                .ThenBy(package => package.Version, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<SbomPackage> Locked(string file)
    {
        if (!File.Exists(file))
            throw CommandException.WrongCall($"there is no {file}; run `dotnet restore` in the repository first, which writes it");
        return
            from framework in JsonNode.Parse(File.ReadAllText(file))!["dependencies"]!.AsObject()
            from package in framework.Value!.AsObject()
            where (string?)package.Value!["contentHash"] is not null
            select new SbomPackage(
                package.Key,
                (string)package.Value["resolved"]!,
                Convert.ToHexStringLower(Convert.FromBase64String((string)package.Value["contentHash"]!)));
    }

    private static IEnumerable<SbomPackage> Declared(string directory) =>
        from package in XDocument.Load(Path.Combine(directory, "Directory.Packages.props")).Descendants("PackageVersion")
        let name = (string?)package.Attribute("Include") ?? ""
        where name == "Pulumi" || name.StartsWith("Pulumi.", StringComparison.Ordinal)
        select new SbomPackage(name, (string)package.Attribute("Version")!, Sha512: null);
}
