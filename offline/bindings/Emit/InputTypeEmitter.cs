using K8tre.Offline.Bindings.Naming;
using K8tre.Offline.Bindings.Schema;

namespace K8tre.Offline.Bindings.Emit;

/// <summary>Writes argument classes: of resources and functions, states, and nested input types.</summary>
internal sealed class InputTypeEmitter(TypeNames types)
{
    public void Emit(CodeWriter writer, InputClass type)
    {
        writer.Summary(type.Doc);
        var isSealed = type.IsOpen ? "" : "sealed ";
        writer.Block($"public {isSealed}class {type.Name} : global::Pulumi.{type.BaseClass}", () =>
        {
            foreach (var member in type.Members)
                Property(writer, member, type);

            writer.Block($"public {type.Name}()", () =>
            {
                foreach (var member in type.Members.Where(HasDefault))
                    writer.Line($"{member.Name} = {Default(member)};");
            });
            writer.Line($"public static new {type.Name} Empty => new {type.Name}();");
        });
    }

    private void Property(CodeWriter writer, Member member, InputClass type)
    {
        var attribute = Attribute(member);
        var name = type.IsPlain ? types.Plain(member.Type) : types.Input(member.Type, type.IsState);
        if (member.IsCollection || member.IsSecret)
        {
            writer.Line($"{attribute} private {name}? {member.Field};");
            writer.Summary(member.Schema.Doc);
            writer.Obsolete(member.Schema.Deprecated);
            var value = member.IsSecret && !type.IsPlain ? "Utilities.Secret(value)" : "value";
            writer.Line(member.IsCollection
                ? $"public {name} {member.Name} {{ get => {member.Field} ??= new {name}(); set => {member.Field} = {value}; }}"
                : $"public {name}? {member.Name} {{ get => {member.Field}; set => {member.Field} = {value}; }}");
            return;
        }

        writer.Summary(member.Schema.Doc);
        var mark = member.Schema.Required ? "" : "?";
        var initializer = mark is "" && !(type.IsPlain && IsValue(member.Type)) ? " = null!;" : "";
        writer.Line($"{attribute} public {name}{mark} {member.Name} {{ get; set; }}{initializer}");
    }

    private static string Attribute(Member member)
    {
        var required = member.Schema.Required ? ", required: true" : "";
        var json = member.Schema.Json ? ", json: true" : "";
        return $"[Input(\"{member.WireName}\"{required}{json})]";
    }

    private static bool HasDefault(Member member) => member.Schema.Default is not null || member.Schema.Env is [_, ..];

    private string Default(Member member)
    {
        var value = member.Schema.Default is { } json
            ? types.Enum(member.Type) is { } values ? Constant(values, json, (EnumType)member.Type) : Literal.Of(json)
            : null;
        if (member.Schema.Env is not [_, ..] variables)
            return value!;

        var reader = member.Type switch
        {
            PrimitiveType { Kind: Primitive.Boolean } => "GetEnvBoolean",
            PrimitiveType { Kind: Primitive.Integer } => "GetEnvInt32",
            PrimitiveType { Kind: Primitive.Double } => "GetEnvDouble",
            _ => "GetEnv",
        };
        var environment = $"Utilities.{reader}({string.Join(", ", variables.Select(Literal.Of))})";
        return value is null ? $"{environment}!" : $"{environment} ?? {value}";
    }

    private string Constant(EnumSchema values, System.Text.Json.JsonElement json, EnumType type)
    {
        var constant = values.Values.First(candidate => candidate.Value.ToString() == json.ToString());
        return $"{types.EnumClass(type)}.{Identifier.Constant(constant.Name, Names.Simple(type.Name))}";
    }

    private static bool IsValue(SchemaType type) =>
        type is EnumType or UnionType or PrimitiveType { Kind: Primitive.Boolean or Primitive.Integer or Primitive.Double };
}

/// <summary>An argument class to write.</summary>
internal sealed record InputClass(string Name, string BaseClass, IReadOnlyList<Member> Members)
{
    public string? Doc { get; init; }

    /// <summary>True if classes can derive from it, as from the arguments of Kubernetes.</summary>
    public bool IsOpen { get; init; }

    /// <summary>True if its members are plain values, not inputs.</summary>
    public bool IsPlain { get; init; }

    /// <summary>True if it serves a lookup. The types of its members are then the variants for states.</summary>
    public bool IsState { get; init; }
}
