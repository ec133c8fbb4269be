using K8tre.Offline.Bindings.Naming;
using K8tre.Offline.Bindings.Schema;

namespace K8tre.Offline.Bindings.Emit;

/// <summary>Writes what all classes of a package share: its version, its attribute, and how it reads the environment.</summary>
internal static class UtilitiesEmitter
{
    public static void Emit(CodeWriter writer, Names names, PackageSchema schema)
    {
        writer.Block("internal static class Utilities", () =>
        {
            writer.Line($"public static string Version => {Literal.Of(schema.Version)};");
            Environment(writer);
            Secrets(writer);
            WithDefaults(writer, "InvokeOptions", schema.PluginDownloadUrl);
            WithDefaults(writer, "InvokeOutputOptions", schema.PluginDownloadUrl);
        });

        var attribute = $"{names.ResourceTypeAttribute}Attribute";
        writer.Line($"internal sealed class {attribute}(string type) : global::Pulumi.ResourceTypeAttribute(type, Utilities.Version);");
    }

    private static void Environment(CodeWriter writer)
    {
        writer.Block("public static string? GetEnv(params string[] names)", () =>
        {
            writer.Line("foreach (var name in names)");
            writer.Indented("if (global::System.Environment.GetEnvironmentVariable(name) is { } value) return value;");
            writer.Line("return null;");
        });
        writer.Line("public static bool? GetEnvBoolean(params string[] names) => GetEnv(names) switch");
        writer.Line("{");
        writer.Indented(
            "\"1\" or \"t\" or \"T\" or \"true\" or \"TRUE\" or \"True\" => true,",
            "\"0\" or \"f\" or \"F\" or \"false\" or \"FALSE\" or \"False\" => false,",
            "_ => null,");
        writer.Line("};");
        writer.Line("public static int? GetEnvInt32(params string[] names) =>");
        writer.Indented("int.TryParse(GetEnv(names), out var value) ? value : null;");
        writer.Line("public static double? GetEnvDouble(params string[] names) =>");
        writer.Indented("double.TryParse(GetEnv(names), out var value) ? value : null;");
    }

    /// <summary>A value joined with a secret one is secret, whatever it is, and null as well.</summary>
    private static void Secrets(CodeWriter writer)
    {
        writer.Line("public static Input<T> Secret<T>(Input<T>? value) => global::Pulumi.Output.Tuple<Input<T>?, int>(");
        writer.Indented("value, global::Pulumi.Output.CreateSecret(0)).Apply(pair => pair.Item1);");
        writer.Line("public static InputList<T> Secret<T>(InputList<T> value) => global::Pulumi.Output.All(");
        writer.Indented("value, global::Pulumi.Output.CreateSecret(ImmutableArray<T>.Empty)).Apply(all => all[0]);");
        writer.Line("public static InputMap<T> Secret<T>(InputMap<T> value) => global::Pulumi.Output.All(");
        writer.Indented("value, global::Pulumi.Output.CreateSecret(ImmutableDictionary<string, T>.Empty)).Apply(all => all[0]);");
    }

    private static void WithDefaults(CodeWriter writer, string options, string? pluginDownloadUrl) =>
        writer.Block($"public static {options} WithDefaults(this {options}? given)", () =>
        {
            writer.Line($"var options = given ?? new {options}();");
            writer.Line("options.Version ??= Version;");
            if (pluginDownloadUrl is not null)
                writer.Line($"options.PluginDownloadURL ??= {Literal.Of(pluginDownloadUrl)};");
            writer.Line("return options;");
        });
}
