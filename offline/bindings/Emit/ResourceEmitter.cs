using K8tre.Offline.Bindings.Naming;
using K8tre.Offline.Bindings.Schema;

namespace K8tre.Offline.Bindings.Emit;

/// <summary>Writes resource classes, and the provider's.</summary>
internal sealed class ResourceEmitter(Names names, OutputTypeEmitter outputs)
{
    public void Emit(CodeWriter writer, ResourceClass type)
    {
        writer.Summary(type.Schema.Doc);
        writer.Obsolete(type.Schema.Deprecated);
        writer.Line($"[{names.ResourceTypeAttribute}(\"{type.Token}\")]");
        writer.Block($"public partial class {type.Name} : {BaseClass(type)}", () =>
        {
            foreach (var member in type.Outputs)
            {
                writer.Summary(member.Schema.Doc);
                writer.Line($"[Output(\"{member.WireName}\")]");
                writer.Line($"public Output<{outputs.Type(member)}> {member.Name} {{ get; private set; }} = null!;");
            }

            Constructor(writer, type);
            if (type.Constants.Count > 0)
                MakeArgs(writer, type);
            MakeResourceOptions(writer, type);
            if (type.CanBeLookedUp)
                Lookup(writer, type);
        });
    }

    private string BaseClass(ResourceClass type) => type switch
    {
        { IsProvider: true } => "global::Pulumi.ProviderResource",
        { Schema.Remote: true } => "global::Pulumi.ComponentResource",
        _ when names.IsKubernetes => $"global::{names.Root}.KubernetesResource",
        _ => "global::Pulumi.CustomResource",
    };

    private void Constructor(CodeWriter writer, ResourceClass type)
    {
        var isOptional = names.IsKubernetes || !type.Schema.Inputs.Values.Any(input => input.Required);
        var args = type.ArgsClass + (isOptional ? "? args = null" : " args");
        var made = type.Constants.Count > 0 ? "MakeArgs(args)" : $"args ?? new {type.ArgsClass}()";
        var remote = type.Schema.Remote ? ", remote: true" : "";
        writer.Line($"public {type.Name}(string name, {args}, {type.OptionsClass}? options = null)");
        writer.Indented($": base(\"{type.BaseToken}\", name, {made}, MakeResourceOptions(options, \"\"){remote})");
        writer.Line("{ }");
    }

    private static void MakeArgs(CodeWriter writer, ResourceClass type) =>
        writer.Block($"private static {type.ArgsClass} MakeArgs({type.ArgsClass}? args)", () =>
        {
            writer.Line($"args ??= new {type.ArgsClass}();");
            foreach (var constant in type.Constants)
                writer.Line($"args.{constant.Name} = {Literal.Of(constant.Schema.Const!.Value)};");
            writer.Line("return args;");
        });

    private static void MakeResourceOptions(CodeWriter writer, ResourceClass type)
    {
        var options = type.OptionsClass;
        writer.Block($"private static {options} MakeResourceOptions({options}? options, Input<string>? id)", () =>
        {
            writer.Line($"var defaults = new {options}");
            writer.Line("{");
            writer.Indented(Defaults(type));
            writer.Line("};");
            writer.Line($"var merged = {options}.Merge(defaults, options);");
            writer.Line("merged.Id = id ?? merged.Id;");
            writer.Line("return merged;");
        });
    }

    private static IEnumerable<string> Defaults(ResourceClass type)
    {
        yield return "Version = Utilities.Version,";
        if (type.PluginDownloadUrl is { } url)
            yield return $"PluginDownloadURL = {Literal.Of(url)},";
        if (type.Schema.Aliases is [_, ..] aliases)
            yield return List("Aliases", aliases.Select(token => $"new global::Pulumi.Alias {{ Type = \"{token}\" }}"));
        if (type.Schema.SecretOutputs is [_, ..] secrets)
            yield return List("AdditionalSecretOutputs", secrets.Select(Literal.Of));
        if (type.Schema.ReplaceOnChanges is [_, ..] changes)
            yield return List("ReplaceOnChanges", changes.Select(Literal.Of));

        static string List(string option, IEnumerable<string> items) => $"{option} = {{ {string.Join(", ", items)} }},";
    }

    private static void Lookup(CodeWriter writer, ResourceClass type)
    {
        var (parameter, state, argument) = type.Schema.State is null
            ? ("", "null", "")
            : ($"{type.Name}State? state = null, ", "state", "state, ");
        writer.Line($"private {type.Name}(string name, Input<string> id, {parameter}CustomResourceOptions? options = null)");
        writer.Indented($": base(\"{type.BaseToken}\", name, {state}, MakeResourceOptions(options, id))");
        writer.Line("{ }");
        writer.Summary($"Gets the state of an existing {type.Name} by its provider's id.");
        writer.Line($"public static {type.Name} Get(string name, Input<string> id, {parameter}CustomResourceOptions? options = null) =>");
        writer.Indented($"new {type.Name}(name, id, {argument}options);");
    }
}

/// <summary>A resource class to write.</summary>
internal sealed record ResourceClass(string Token, string Name, string ArgsClass, ResourceSchema Schema)
{
    public required IReadOnlyList<Member> Outputs { get; init; }

    /// <summary>Inputs that have one value only.</summary>
    public required IReadOnlyList<Member> Constants { get; init; }

    public string? PluginDownloadUrl { get; init; }

    public bool IsProvider => Token.StartsWith("pulumi:providers:", StringComparison.Ordinal);

    /// <summary>Argument of the base constructor: the token, or the package of a provider.</summary>
    public string BaseToken => IsProvider ? Token[(Token.LastIndexOf(':') + 1)..] : Token;

    public string OptionsClass => Schema.Remote ? "ComponentResourceOptions" : "CustomResourceOptions";

    public bool CanBeLookedUp => !IsProvider && !Schema.Remote;
}
