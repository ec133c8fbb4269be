using K8tre.Offline.Bindings.Naming;
using K8tre.Offline.Bindings.Schema;

namespace K8tre.Offline.Bindings.Emit;

/// <summary>Writes the classes that hold what a provider answers: nested output types and functions' results.</summary>
internal sealed class OutputTypeEmitter(TypeNames types, bool isKubernetes)
{
    public void Emit(CodeWriter writer, string name, string? doc, IReadOnlyList<Member> members)
    {
        writer.Summary(doc);
        writer.Line("[OutputType]");
        writer.Block($"public sealed class {name}", () =>
        {
            foreach (var member in members)
            {
                writer.Summary(member.Schema.Doc);
                writer.Line($"public readonly {Type(member)} {member.Name};");
            }

            writer.Line("[OutputConstructor]");
            var parameters = members.Select(member => $"{Type(member)} {Identifier.Parameter(member.WireName)}");
            writer.Block($"private {name}({string.Join(", ", parameters)})", () =>
            {
                foreach (var member in members)
                    writer.Line($"this.{member.Name} = {Identifier.Parameter(member.WireName)};");
            });
        });
    }

    /// <summary>The type of an output member. A missing array is a default one; Kubernetes types nothing as nullable.</summary>
    public string Type(Member member)
    {
        var isNullable = !member.Schema.Required && member.Type is not ArrayType && !isKubernetes;
        return types.Output(member.Type) + (isNullable ? "?" : "");
    }
}
