using K8tre.Offline.Bindings.Schema;

namespace K8tre.Offline.Bindings.Naming;

/// <summary>Users of a nested type. They decide which variants of it exist, and the names of these.</summary>
internal sealed class Usage
{
    private readonly Dictionary<string, InputUsage> _inputs = [];
    private readonly HashSet<string> _results = [];

    public Usage(PackageSchema schema)
    {
        foreach (var resource in schema.Resources.Values.Append(schema.Provider))
        {
            MarkInputs(schema, resource.Inputs, InputUsage.Resource);
            MarkInputs(schema, resource.State, InputUsage.Resource | InputUsage.State);
        }

        foreach (var function in schema.Functions.Values)
        {
            MarkInputs(schema, function.Args, InputUsage.FunctionArgs);
            MarkInputs(schema, function.OutputArgs, InputUsage.FunctionInputs);
            MarkResults(schema, function.Result);
        }
    }

    public InputUsage OfInput(string type) => _inputs.GetValueOrDefault(type);

    /// <summary>Returns true if the result of a function contains the type.</summary>
    public bool IsResult(string type) => _results.Contains(type);

    private void MarkInputs(PackageSchema schema, IReadOnlyDictionary<string, PropertySchema>? properties, InputUsage usage)
    {
        foreach (var type in References(properties))
        {
            var known = OfInput(type);
            if (known.HasFlag(usage))
                continue;
            _inputs[type] = known | usage;
            MarkInputs(schema, schema.Inputs[type].Properties, usage);
        }
    }

    private void MarkResults(PackageSchema schema, IReadOnlyDictionary<string, PropertySchema>? properties)
    {
        foreach (var type in References(properties))
            if (_results.Add(type))
                MarkResults(schema, schema.Outputs[type].Properties);
    }

    private static IEnumerable<string> References(IReadOnlyDictionary<string, PropertySchema>? properties) =>
        properties?.Values.SelectMany(property => property.Type.References) ?? [];
}

/// <summary>The ways in which an input type is reached.</summary>
[Flags]
internal enum InputUsage
{
    None = 0,

    /// <summary>From the arguments of a resource.</summary>
    Resource = 1,

    /// <summary>From the state that a lookup accepts.</summary>
    State = 2,

    /// <summary>From the plain arguments of a function.</summary>
    FunctionArgs = 4,

    /// <summary>From the arguments of a function that take inputs.</summary>
    FunctionInputs = 8,
}
