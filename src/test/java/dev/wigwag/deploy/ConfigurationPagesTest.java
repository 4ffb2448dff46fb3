package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.House;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tables of properties are what the code says of them: name and default from the classes, the meaning from the docstrings.
 * Run with {@code -Dwigwag.write-generated=true} to write them anew.
 */
class ConfigurationPagesTest {
    private static final Pattern TABLE = Pattern.compile("(?s)<!-- properties: ([^>]+) -->\n(.*?)<!-- /properties -->");
    private static final String HEAD = "| property | default | meaning |\n|---|---|---|\n";

    private static final List<Property> PROPERTIES = Property.in(House.CLASSES).toList();

    @Test
    void everyTableOfPropertiesIsTheOneTheCodeGenerates() throws IOException {
        if (Boolean.getBoolean("wigwag.write-generated")) {
            for (Page page : new Readme().pages()) {
                Files.writeString(page.path(), generated(page.text()));
            }
        }
        assertThat(new Readme().pages())
                .allSatisfy(page -> assertThat(page.text()).isEqualTo(generated(page.text())));
    }

    @Test
    void onePageHasAllAndTheReadmeTheUsualOnes() {
        assertThat(Page.at(Path.of("docs/configuration.md")).text()).contains("<!-- properties: all -->");
        Matcher usual = TABLE.matcher(new Readme().text());

        assertThat(usual.find()).isTrue();
        assertThat(named(usual.group(1))).hasSizeBetween(5, 15).contains("wigwag.cluster");
    }

    @Test
    void everyTableNamesOnlyPropertiesThatThereAre() {
        Set<String> names = PROPERTIES.stream().map(Property::name).collect(Collectors.toSet());

        assertThat(TABLE.matcher(new Readme().everything()).results())
                .hasSize(2)
                .allSatisfy(table -> assertThat(named(table.group(1)))
                        .allSatisfy(name -> assertThat(name.equals("all") || names.contains(name))
                                .as(name)
                                .isTrue()));
    }

    @Test
    void everyMeaningIsSentencesAndNothingOfJavadocIsLeft() {
        assertThat(PROPERTIES)
                .hasSizeGreaterThan(50)
                .allSatisfy(property -> assertThat(property.meaning())
                        .as(property.name())
                        .matches("(?s)[A-Z`].*\\.")
                        .doesNotContain("{@", "*/", "reference:", "\n"));
    }

    @Test
    void aDocstringBecomesOneLineOfMarkdown() {
        String comment =
                "\n     * A list of {@code a|b => {x}},\n     * each (reference: some.md §1). Or {@code c}.\n     ";

        assertThat(Docstrings.markdown(comment)).isEqualTo("A list of `a\\|b => {x}`, each. Or `c`.");
    }

    private String generated(String text) {
        return TABLE.matcher(text).replaceAll(table -> {
            Set<String> named = named(table.group(1));
            String rows = PROPERTIES.stream()
                    .filter(property -> named.contains("all") || named.contains(property.name()))
                    .map(property -> property.row() + "\n")
                    .collect(Collectors.joining());
            return Matcher.quoteReplacement(
                    "<!-- properties: " + table.group(1) + " -->\n\n" + HEAD + rows + "\n<!-- /properties -->");
        });
    }

    private static Set<String> named(String list) {
        return Set.of(list.strip().split("\\s+"));
    }
}
