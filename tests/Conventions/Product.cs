using System.Reflection;
using ArchLoader = ArchUnitNET.Loader.ArchLoader;
using Model = ArchUnitNET.Domain.Architecture;

namespace K8tre.Tests.Conventions;

/// <summary>The product's projects: their assemblies and their sources.</summary>
internal static class Product
{
    /// <summary>Folders of the projects, with the namespaces that they start with.</summary>
    public static IReadOnlyDictionary<string, string> Projects { get; } = new Dictionary<string, string>
    {
        ["infra"] = "K8tre.Infra",
        ["stacks"] = "K8tre.Stacks",
        ["components"] = "K8tre.Components",
        ["policies"] = "K8tre.Policies",
        ["plan-model"] = "K8tre.PlanModel",
        ["automation"] = "K8tre.Automation",
    }
    .Where(project => Directory.Exists(Path.Combine(Repository.Root, project.Key))).ToDictionary();

    /// <summary>Assemblies of the projects.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } = [.. Projects.Values.Select(Assembly.Load)];

    /// <summary>Types of the assemblies and their dependencies.</summary>
    public static Model Model { get; } = new ArchLoader().LoadAssemblies([.. Assemblies]).Build();

    /// <summary>Types that the projects declare. Generated types of other namespaces are left out.</summary>
    public static IEnumerable<Type> Types => Assemblies
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Namespace?.StartsWith("K8tre.", StringComparison.Ordinal) == true);

    /// <summary>C# files of the projects, as paths from the root of the checkout.</summary>
    public static IEnumerable<string> Sources => Projects.Keys.SelectMany(SourcesIn);

    /// <summary>C# files of a folder and its subfolders, as paths from the root of the checkout.</summary>
    public static IEnumerable<string> SourcesIn(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal);

    /// <summary>Text of a file of <see cref="Sources"/>.</summary>
    public static string Read(string source) => File.ReadAllText(Path.Combine(Repository.Root, source));
}
