using System.Text.Json.Nodes;

namespace K8tre.Tests.Conformance.Bindings;

/// <summary>Compares classes of a C# binding with the official types, and with them everything that they reach.</summary>
internal sealed class BindingComparison(OfficialTypes official, Omissions omissions)
{
    private readonly List<string> _differences = [];
    private readonly HashSet<(string Id, Type Type)> _compared = [];

    /// <summary>The differences, with their place in C#.</summary>
    public IReadOnlyList<string> Differences => _differences;

    /// <summary>Compares the properties of one class.</summary>
    public void Compare(IReadOnlyDictionary<string, OfficialTypes.Property> expected, IReadOnlyList<BindingMember> members, string place)
    {
        var byName = members.ToDictionary(member => member.Name);
        foreach (var (name, property) in expected)
        {
            if (!byName.Remove(name, out var member))
            {
                if (!omissions.Contain(property.Type))
                    Differs(place, name, "is missing");
                continue;
            }

            if (member.Required is { } required && required == property.Optional)
                Differs(place, name, required ? "is required here and optional there" : "is optional here and required there");
            if (!Matches(property.Type, member.Shape))
                Differs(place, name, $"is {member.Shape} here and {property.Type.ToJsonString()} there");
            CompareEnumerations(property, member, place);
        }

        foreach (var name in byName.Keys)
            Differs(place, name, "does not exist there");
    }

    private bool Matches(JsonNode type, BindingShape shape) => type switch
    {
        JsonValue => shape.Kind == (string)type! || IsRelaxed((string)type!, shape),
        JsonObject parts => parts.Single() switch
        {
            ("array" or "map", { } element) kind => shape.Kind == kind.Key && Matches(element, shape.Parts[0]),
            ("object", { } id) => shape.Kind == "object" && Reached((string)id!, shape.Type),
            ("constants", JsonArray constants) => shape.Kind == "enum" || (constants is [{ } one] && shape.Kind == KindOf(one)),
            // C# has unions of two; what may be more is an object.
            ("union", JsonArray { Count: 2 } members) => shape.Kind == "union" && IsUnionOf(members, shape),
            ("union", _) => shape.Kind == "any",
            _ => false,
        },
        _ => false,
    };

    // `string | Enum` is a string to TypeScript.
    private static bool IsRelaxed(string type, BindingShape shape)
        => shape is { Kind: "union", Parts: [{ Kind: var first }, { Kind: "enum" }] } && first == type;

    // The compiler keeps no order of the members: objects are told apart by their names.
    private bool IsUnionOf(JsonArray members, BindingShape shape)
        => members.All(member => shape.Parts.Any(part => !IsOtherObject(member!, part) && Matches(member!, part)));

    private static bool IsOtherObject(JsonNode member, BindingShape part)
        => member is JsonObject && member["object"] is { } id && part.Kind == "object"
        && !part.Type.Name.StartsWith(((string)id!).Split('#')[0].Split('.')[^1], StringComparison.Ordinal);

    private bool Reached(string id, Type type)
    {
        if (_compared.Add((id, type)))
            Compare(official.Object(id), BindingMembers.OfObject(type), type.FullName!);

        return true;
    }

    private void CompareEnumerations(OfficialTypes.Property property, BindingMember member, string place)
    {
        // An output of `string | Enum` is a string in C#.
        if (member is { Required: null, Shape.Kind: "string" } && property.Type is JsonValue)
            return;

        var theirs = property.Enumerations.Select(one => Listed(
            one.ToDictionary(constant => NameInCSharp(constant.Key), constant => constant.Value.ToString())));
        var ours = member.Shape.Enumerations.Select(Constants);
        if (!theirs.Order().SequenceEqual(ours.Order()))
            Differs(place, member.Name, $"has the values {string.Join("; ", ours)} here and {string.Join("; ", theirs)} there");
    }

    // Every object of C# has a method Equals.
    private static string NameInCSharp(string constant) => constant == nameof(Equals) ? "EqualsValue" : constant;

    private static string Constants(Type enumeration) => Listed(enumeration.GetProperties()
        .Where(property => property.PropertyType == enumeration)
        .ToDictionary(property => property.Name, property => property.GetValue(null)!.ToString()!));

    private static string Listed(Dictionary<string, string> constants) => string.Join(", ", constants
        .OrderBy(constant => constant.Key, StringComparer.Ordinal)
        .Select(constant => $"{constant.Key}={constant.Value}"));

    private static string KindOf(JsonNode constant) => constant.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.String => "string",
        System.Text.Json.JsonValueKind.Number => "number",
        _ => "boolean",
    };

    private void Differs(string place, string property, string how) => _differences.Add($"{place}.{property} {how}");
}
