namespace K8tre.Offline.Bindings.Naming;

/// <summary>The C# names of a package: what the rules give, with the conventions over them.</summary>
internal sealed class Names(Conventions conventions, Usage usage)
{
    private const string Args = "Args";
    private const string Response = "Response";

    /// <summary>Namespace of the package: <c>Pulumi.AzureNative</c>.</summary>
    public string Root => conventions.Namespace;

    public bool IsKubernetes => conventions.Compatibility == Compatibility.Kubernetes;

    /// <summary>The package's own attribute on resources, without its ending: <c>AzureNativeResourceType</c>.</summary>
    public string ResourceTypeAttribute => $"{Root[(Root.LastIndexOf('.') + 1)..]}ResourceType";

    /// <summary>Namespace of a module's resources, functions and enumerations.</summary>
    public string Namespace(string module) => Join(Root, Segments(module));

    /// <summary>Namespace of the arguments of a module's resources.</summary>
    public string ArgsNamespace(string module) => IsKubernetes ? TypesNamespace(module, "Inputs") : Namespace(module);

    public string InputNamespace(string type) => TypesNamespace(TypeModule(type), "Inputs");

    public string OutputNamespace(string type) => TypesNamespace(TypeModule(type), "Outputs");

    public string EnumNamespace(string type) => Namespace(Module(type));

    /// <summary>Class of a nested input type.</summary>
    /// <param name="type">Dotted TypeScript name.</param>
    /// <param name="isState">True for the variant for the states of resources.</param>
    public string InputClass(string type, bool isState)
    {
        var name = Simple(InputOwner(type));
        if (isState)
            return name + "GetArgs";
        if (conventions.Compatibility == Compatibility.None)
            return Simple(type);
        return name + (usage.OfInput(type).HasFlag(InputUsage.FunctionInputs) ? "InputArgs" : Args);
    }

    /// <summary>Class of a nested output type.</summary>
    public string OutputClass(string type) =>
        conventions.Compatibility != Compatibility.None && usage.IsResult(type) ? Simple(type) + "Result" : Simple(type);

    /// <summary>Last part of a dotted name.</summary>
    public static string Simple(string type) => type[(type.LastIndexOf('.') + 1)..];

    /// <summary>The name under which the conventions know the members of an input type.</summary>
    public string InputOwner(string type)
    {
        var hasEnding = conventions.Compatibility == Compatibility.None || usage.OfInput(type).HasFlag(InputUsage.FunctionInputs);
        return hasEnding && type.EndsWith(Args, StringComparison.Ordinal) ? type[..^Args.Length] : type;
    }

    /// <summary>The name under which the conventions know the members of an output type: that of the input type it answers to.</summary>
    public string OutputOwner(string type) =>
        conventions.Compatibility == Compatibility.None && type.EndsWith(Response, StringComparison.Ordinal)
            ? type[..^Response.Length]
            : type;

    public string Member(string owner, string property) =>
        conventions.Members.TryGetValue($"{owner}.{property}", out var name) ? name : Identifier.Member(property);

    private static string Module(string type) =>
        type.Contains('.') ? type[..type.LastIndexOf('.')].Replace('.', '/') : "";

    private string TypeModule(string type) => Module(type) is "" ? conventions.RootTypes : Module(type);

    private string TypesNamespace(string module, string kind) =>
        IsKubernetes ? Join($"{Root}.Types.{kind}", Segments(module)) : $"{Namespace(module)}.{kind}";

    private IEnumerable<string> Segments(string module) =>
        module.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(segment => conventions.Namespaces.TryGetValue(segment, out var name) ? name : Identifier.Segment(segment));

    private static string Join(string root, IEnumerable<string> segments) => string.Join('.', segments.Prepend(root));
}
