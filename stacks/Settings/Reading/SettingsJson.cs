using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace K8tre.Stacks.Settings.Reading;

/// <summary>How the settings' types stand in JSON: camelCase keys, enums by their names, parsable types as text, no unknown key.</summary>
internal static class SettingsJson
{
    /// <summary>The contract: what is required is required.</summary>
    public static JsonSerializerOptions Strict { get; } = Options(new DefaultJsonTypeInfoResolver());

    /// <summary>For a draft, from which what could not be read is missing.</summary>
    public static JsonSerializerOptions Draft { get; } = Options(new DefaultJsonTypeInfoResolver { Modifiers = { RequireNothing } });

    /// <summary>Whether a type stands as one text that it parses itself.</summary>
    public static bool IsParsable(Type type) => !type.IsPrimitive && type != typeof(string) && Array.Exists(
        type.GetInterfaces(), face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IParsable<>));

    private static JsonSerializerOptions Options(IJsonTypeInfoResolver resolver)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            TypeInfoResolver = resolver,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new ParsableConverters() },
        };
        options.MakeReadOnly();
        return options;
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

    private sealed class ParsableConverter<T> : JsonConverter<T>
        where T : IParsable<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            // Null only in a draft, in place of what could not be read.
            reader.GetString() is { } text ? T.Parse(text, CultureInfo.InvariantCulture) : default!;

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
