using K8tre.Offline.Bindings.Naming;
using K8tre.Offline.Bindings.Schema;

namespace K8tre.Offline.Bindings.Emit;

/// <summary>Writes enumerations: of strings as structs with a property a constant, of numbers as C# enumerations.</summary>
internal static class EnumEmitter
{
    public static void Emit(CodeWriter writer, string name, EnumSchema type)
    {
        if (type.IsNumeric)
            Numbers(writer, name, type);
        else
            Strings(writer, name, type);
    }

    private static void Numbers(CodeWriter writer, string name, EnumSchema type) =>
        writer.Block($"public enum {name}", () =>
        {
            foreach (var constant in type.Values)
            {
                writer.Summary(constant.Doc);
                writer.Obsolete(constant.Deprecated);
                writer.Line($"{Identifier.Constant(constant.Name, name)} = {Literal.Of(constant.Value)},");
            }
        });

    private static void Strings(CodeWriter writer, string name, EnumSchema type)
    {
        writer.Line("[EnumType]");
        writer.Block($"public readonly struct {name} : global::System.IEquatable<{name}>", () =>
        {
            writer.Line("private readonly string _value;");
            writer.Line($"private {name}(string value) => _value = value;");
            foreach (var constant in type.Values)
            {
                writer.Summary(constant.Doc);
                writer.Obsolete(constant.Deprecated);
                var member = Identifier.Constant(constant.Name, name);
                writer.Line($"public static {name} {member} {{ get; }} = new {name}({Literal.Of(constant.Value)});");
            }

            writer.Line($"public static bool operator ==({name} left, {name} right) => left.Equals(right);");
            writer.Line($"public static bool operator !=({name} left, {name} right) => !left.Equals(right);");
            writer.Line($"public static explicit operator string({name} value) => value._value;");
            writer.Line($"public override bool Equals(object? obj) => obj is {name} other && Equals(other);");
            writer.Line($"public bool Equals({name} other) => string.Equals(_value, other._value);");
            writer.Line("public override int GetHashCode() => _value?.GetHashCode() ?? 0;");
            writer.Line("public override string ToString() => _value;");
        });
    }
}
