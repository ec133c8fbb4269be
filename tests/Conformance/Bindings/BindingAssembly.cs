using System.Reflection;
using System.Text.Json.Nodes;

namespace K8tre.Tests.Conformance.Bindings;

/// <summary>The C# bindings of one provider package.</summary>
internal sealed class BindingAssembly
{
    private static readonly Dictionary<string, Type> Providers = new()
    {
        ["aws"] = typeof(Pulumi.Aws.Provider),
        ["azure-native"] = typeof(Pulumi.AzureNative.Provider),
        ["command"] = typeof(Pulumi.Command.Provider),
        ["kubernetes"] = typeof(Pulumi.Kubernetes.Provider),
        ["random"] = typeof(Pulumi.Random.Provider),
        ["tls"] = typeof(Pulumi.Tls.Provider),
    };

    private readonly string _package;
    private readonly IReadOnlyList<Type> _types;

    private BindingAssembly(string package)
    {
        _package = package;
        _types = Providers[package].Assembly.GetExportedTypes();
    }

    /// <summary>The packages that this project uses.</summary>
    public static IEnumerable<string> Packages => Providers.Keys;

    /// <summary>The bindings of a package.</summary>
    public static BindingAssembly Of(string package) => new(package);

    /// <summary>The class of its provider.</summary>
    public Type Provider => Providers[_package];

    /// <summary>The tokens of the resources that offline/schemas/resources.json asks for.</summary>
    public IEnumerable<string> Tokens
    {
        get
        {
            var selection = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "offline/schemas/resources.json")))!;
            return selection["packages"]![_package]!["resources"]!.AsArray().Select(token => (string)token!);
        }
    }

    /// <summary>The class of a resource.</summary>
    public Type Resource(string token)
        => _types.Single(type => type.GetCustomAttribute<ResourceTypeAttribute>(inherit: false)?.Type == token);

    /// <summary>The class of a function: GetRegion of aws:index/getRegion:getRegion.</summary>
    public Type Function(string token)
    {
        var name = token[(token.LastIndexOf(':') + 1)..];
        return _types.Single(type => type.IsAbstract && type.Name == char.ToUpperInvariant(name[0]) + name[1..]);
    }

    /// <summary>The constructor by which programs make a resource: name, args, options.</summary>
    public static ConstructorInfo Constructor(Type resource)
        => resource.GetConstructors().Single(constructor => constructor.GetParameters().Length == 3);

    /// <summary>The class of a resource's args.</summary>
    public static Type Args(Type resource) => Constructor(resource).GetParameters()[1].ParameterType;
}
