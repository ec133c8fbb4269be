using System.Collections.Frozen;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>The resource classes of the packages that the program uses, by their type tokens.</summary>
internal static class ResourceTypes
{
    private static readonly Lazy<FrozenDictionary<string, (Type Class, Version? Version)[]>> Classes = new(Discover);

    /// <summary>An object of the class for a resource that exists, if there is a class with the same major version.</summary>
    public static Resource? Construct(string urn, string? version)
    {
        if (ClassFor(Urn.TypeOf(urn), version) is not { } type)
            return null;

        var constructor = type.GetConstructors().Single(candidate => candidate.GetParameters().Length == 3);
        ResourceOptions options = typeof(CustomResource).IsAssignableFrom(type)
            ? new CustomResourceOptions { Urn = urn }
            : new ComponentResourceOptions { Urn = urn };
        return (Resource)constructor.Invoke([Urn.NameOf(urn), null, options]);
    }

    private static Type? ClassFor(string token, string? version)
    {
        var wanted = Parse(version);
        return Classes.Value.GetValueOrDefault(token, [])
            .Where(candidate => wanted is null || candidate.Version is null
                || (candidate.Version.Major == wanted.Major && candidate.Version >= wanted))
            .OrderByDescending(candidate => candidate.Version)
            .FirstOrDefault()
            .Class;
    }

    private static FrozenDictionary<string, (Type Class, Version? Version)[]> Discover() =>
        (from assembly in LoadedWithReferences()
         where assembly.GetReferencedAssemblies().Any(reference => reference.Name == typeof(Resource).Assembly.GetName().Name)
         from type in assembly.GetTypes()
         where typeof(Resource).IsAssignableFrom(type)
         let resource = type.GetCustomAttribute<ResourceTypeAttribute>(inherit: false)
         where resource is not null
         group (type, Parse(resource.Version)) by resource.Type)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray());

    // An assembly is loaded when it is needed first; the package of a resource may not have been needed yet.
    private static IEnumerable<Assembly> LoadedWithReferences()
    {
        var seen = new HashSet<string>();
        var open = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies());
        while (open.TryDequeue(out var assembly))
        {
            if (assembly.IsDynamic || !IsCandidate(assembly.GetName()) || !seen.Add(assembly.FullName!))
                continue;
            yield return assembly;
            foreach (var reference in assembly.GetReferencedAssemblies().Where(IsCandidate))
                open.Enqueue(Assembly.Load(reference));
        }
    }

    private static bool IsCandidate(AssemblyName name) => !name.FullName.StartsWith("System", StringComparison.Ordinal);

    // Packages have semantic versions; what follows the three numbers does not matter here.
    private static Version? Parse(string? version) =>
        Version.TryParse(version?.TrimStart('v').Split('-', '+')[0], out var parsed) ? parsed : null;
}
