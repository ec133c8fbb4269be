using Proto = Pulumirpc;

namespace Pulumi;

/// <summary>Checks aliases, and gives them the form that the engine takes.</summary>
internal static class Aliases
{
    /// <summary>The URN that an alias stands for.</summary>
    /// <param name="alias">The alias.</param>
    /// <param name="name">The present name of the resource.</param>
    /// <param name="type">The present type of the resource.</param>
    /// <param name="parent">The present parent of the resource.</param>
    public static Output<string> UrnOf(Input<Alias> alias, string name, string type, Resource? parent) => alias.ToOutput().Apply(given =>
    {
        Check(given);
        if (given.Urn is not null)
            return Output.Create(given.Urn);

        var keepsParent = given is { Parent: null, ParentUrn: null, NoParent: false };
        return Urn.Create(
            given.Name ?? name, given.Type ?? type, keepsParent ? parent : given.Parent, given.ParentUrn, given.Project, given.Stack);
    });

    /// <summary>The aliases of a resource as its options say them, for an engine that works out the rest.</summary>
    public static async Task<List<Proto.Alias>> SpecsAsync(ResourceOptions options)
    {
        var specs = new List<Proto.Alias>(options.Aliases.Count);
        foreach (var alias in options.Aliases)
        {
            if (await alias.ToOutput().GetValueAsync(whenUnknown: null!).ConfigureAwait(false) is { } known)
                specs.Add(await SpecAsync(known).ConfigureAwait(false));
        }

        return specs;
    }

    /// <summary>All former URNs of a resource, those that its parents' aliases bring included, for an engine that knows no specs.</summary>
    public static async Task<List<string>> UrnsAsync(Resource resource, ResourceOptions options)
    {
        var (name, type, parent) = (resource.GetResourceName(), resource.GetResourceType(), options.Parent);
        var aliases = options.Aliases.ConvertAll(alias => UrnOf(alias, name, type, parent));
        var own = aliases.ToArray();
        foreach (var parentAlias in parent?.FormerUrns ?? [])
        {
            aliases.Add(Inherited(name, type, parent!, parentAlias));
            aliases.AddRange(own.Select(alias => alias.Apply(urn => Inherited(Urn.NameOf(urn), Urn.TypeOf(urn), parent!, parentAlias))));
        }

        var urns = new List<string>();
        foreach (var alias in aliases)
        {
            var urn = await alias.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
            if (urn.Length > 0 && !urns.Contains(urn))
                urns.Add(urn);
        }

        return urns;
    }

    private static void Check(Alias alias)
    {
        var others = new (string Name, bool IsGiven)[]
        {
            (nameof(Alias.Name), alias.Name is not null),
            (nameof(Alias.Type), alias.Type is not null),
            (nameof(Alias.Project), alias.Project is not null),
            (nameof(Alias.Stack), alias.Stack is not null),
            (nameof(Alias.Parent), alias.Parent is not null),
            (nameof(Alias.ParentUrn), alias.ParentUrn is not null),
            (nameof(Alias.NoParent), alias.NoParent),
        };
        if (alias.Urn is not null && Array.Find(others, other => other.IsGiven).Name is { } conflict)
            throw new ArgumentException($"{nameof(Alias)} should not specify both {nameof(Alias.Urn)} and {conflict}");
        if (others[^3..].Count(other => other.IsGiven) > 1)
        {
            throw new ArgumentException(
                $"Only specify one of '{nameof(Alias.Parent)}', '{nameof(Alias.ParentUrn)}' or '{nameof(Alias.NoParent)}' " +
                $"in an {nameof(Alias)}");
        }
    }

    private static async Task<Proto.Alias> SpecAsync(Alias alias)
    {
        if (alias.Urn is not null)
            return new() { Urn = alias.Urn };

        var spec = new Proto.Alias.Types.Spec
        {
            Name = await ValueAsync(alias.Name).ConfigureAwait(false),
            Type = await ValueAsync(alias.Type).ConfigureAwait(false),
            Stack = await ValueAsync(alias.Stack).ConfigureAwait(false),
            Project = await ValueAsync(alias.Project).ConfigureAwait(false),
        };
        if (alias is { Parent: null, ParentUrn: null })
            spec.NoParent = alias.NoParent;
        else if (await ParentUrnAsync(alias).ConfigureAwait(false) is { Length: > 0 } parentUrn)
            spec.ParentUrn = parentUrn;
        return new() { Spec = spec };
    }

    private static Task<string> ParentUrnAsync(Alias alias) =>
        ValueAsync(alias.Parent is { } parent ? parent.Urn : alias.ParentUrn);

    private static async Task<string> ValueAsync(Input<string>? input) =>
        input is null ? "" : await input.ToOutput().GetValueAsync(whenUnknown: "").ConfigureAwait(false);

    // A child named after its parent ("app-role" of "app") was named after the parent's former name too.
    private static Output<string> Inherited(string name, string type, Resource parent, Input<string> parentAlias)
    {
        var parentName = parent.GetResourceName();
        var formerName = name.StartsWith(parentName, StringComparison.Ordinal)
            ? parentAlias.Apply(urn => urn[(urn.LastIndexOf("::", StringComparison.Ordinal) + 2)..] + name[parentName.Length..])
            : Output.Create(name);
        return Urn.Create(formerName, type, parentUrn: parentAlias);
    }
}
