using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using K8tre.Components.OnPrem;

namespace K8tre.Stacks.Settings.Reading;

/// <summary>JSON form of the settings' types: camelCase keys, enums by their names, parsable types as text, no unknown key.</summary>
internal static class SettingsJson
{
    /// <summary>Options for complete settings.</summary>
    public static JsonSerializerOptions Strict { get; } = Options(new DefaultJsonTypeInfoResolver { Modifiers = { BaseFirst } });

    /// <summary>Options for a draft, which lacks settings that could not be read.</summary>
    public static JsonSerializerOptions Draft { get; } = Options(new DefaultJsonTypeInfoResolver { Modifiers = { RequireNothing } });

    /// <summary>Returns the name of an enum's value, as an operator writes it.</summary>
    public static string Text(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>Returns true if a type is written as a text that it parses itself.</summary>
    public static bool IsParsable(Type type) => !type.IsPrimitive && type != typeof(string) && Array.Exists(
        type.GetInterfaces(), face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IParsable<>));

    private static JsonSerializerOptions Options(IJsonTypeInfoResolver resolver)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            TypeInfoResolver = resolver,
            Converters =
            {
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
                new NumberOrTextConverter<AgentShare>(),
                new ParsableConverters(),
            },
        };
        options.MakeReadOnly();
        return options;
    }

    // Settings that a type inherits come before its own.
    private static void BaseFirst(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            property.Order = property.AttributeProvider is MemberInfo { DeclaringType: var declaring } && declaring != type.Type ? 0 : 1;
    }

    private static void RequireNothing(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            property.IsRequired = false;
    }

    private sealed class ParsableConverters : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => IsParsable(typeToConvert);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(ParsableConverter<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class NumberOrTextConverter<T> : JsonConverter<T>
        where T : IParsable<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => T.Parse(
            reader.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : reader.GetString()!,
            CultureInfo.InvariantCulture);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }

    private sealed class ParsableConverter<T> : JsonConverter<T>
        where T : IParsable<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            // Null only in a draft, in place of a text that could not be read.
            reader.GetString() is { } text ? T.Parse(text, CultureInfo.InvariantCulture) : default!;

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
