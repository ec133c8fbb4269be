using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using K8tre.Components.GitOps.Registration;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Schema;

/// <summary>Settings type, as the schema and the reference describe it.</summary>
/// <param name="Type">The type.</param>
internal sealed record SettingsType(Type Type)
{
    /// <summary>Name in the schema, like <c>aksPool</c>.</summary>
    public string Name => JsonNamingPolicy.CamelCase.ConvertName(Type.Name.Replace("Settings", "", StringComparison.Ordinal));

    /// <summary>Type that it inherits settings from. Null: it inherits none.</summary>
    public SettingsType? Base => Type.BaseType == typeof(object) ? null : new(Type.BaseType!);

    /// <summary>All settings, the inherited ones first.</summary>
    public IEnumerable<Setting> Settings =>
        SettingsJson.Strict.GetTypeInfo(Type).Properties.Select(property => new Setting(property, this));

    /// <summary>Returns the type and those of its settings, each once, in the order of the settings.</summary>
    public IEnumerable<SettingsType> WithNested() =>
        (Base?.WithNested() ?? []).Append(this)
            .Concat(Settings.SelectMany(setting => setting.Nested?.WithNested() ?? []))
            .Distinct();
}

/// <summary>Setting, as the schema and the reference describe it.</summary>
/// <param name="Property">Property of the settings' type.</param>
/// <param name="Owner">The settings' type.</param>
internal sealed record Setting(JsonPropertyInfo Property, SettingsType Owner)
{
    /// <summary>Key, as an operator writes it.</summary>
    public string Key => Property.Name;

    /// <summary>Member of the settings' type.</summary>
    public PropertyInfo Member => (PropertyInfo)Property.AttributeProvider!;

    /// <summary>Type that declares it: the owner, or one that the owner inherits it from.</summary>
    public SettingsType DeclaredBy => new(Member.DeclaringType!);

    /// <summary>Type of its value, or of the items of its list.</summary>
    public Type ValueType
    {
        get
        {
            var contract = SettingsJson.Strict.GetTypeInfo(Member.PropertyType);
            var type = contract.Kind == JsonTypeInfoKind.Enumerable ? contract.ElementType! : Member.PropertyType;
            return Nullable.GetUnderlyingType(type) ?? type;
        }
    }

    /// <summary>Indicates that it is a list.</summary>
    public bool IsList => SettingsJson.Strict.GetTypeInfo(Member.PropertyType).Kind == JsonTypeInfoKind.Enumerable;

    /// <summary>Settings type of its value, or of the items of its list. Null: it has no settings of its own.</summary>
    public SettingsType? Nested => SettingsJson.Strict.GetTypeInfo(ValueType).Kind == JsonTypeInfoKind.Object ? new(ValueType) : null;

    /// <summary>Values that an operator can choose from. Null: any value of its type.</summary>
    public IReadOnlyList<JsonNode>? Choices =>
        ValueType.IsEnum ? [.. Enum.GetNames(ValueType).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name)!)]
        : Key == "skip" ? [.. ClusterLabels.Skippable.Select(name => (JsonNode)name!)]
        : Member.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed ? [.. allowed.Values.Select(value => (JsonNode)(int)value!)]
        : null;

    /// <summary>
    /// Value if the operator does not write it. Null: it is required, has settings of its own, or its default depends on others.
    /// </summary>
    public JsonNode? Default => Property.IsRequired || (Nested is not null && !IsList) ? null
        : JsonSerializer.SerializeToNode(Member.GetValue(Activator.CreateInstance(Owner.Type)), Member.PropertyType, SettingsJson.Strict);
}
