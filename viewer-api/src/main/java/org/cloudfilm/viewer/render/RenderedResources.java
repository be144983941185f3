package org.cloudfilm.viewer.render;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.AccessDecision;
import org.cloudfilm.storage.consent.AccessRequest;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.StudyPermit;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.SeriesIndex;
import org.cloudfilm.storage.film.StoredInstance;
import org.cloudfilm.storage.film.StudyIndex;
import org.cloudfilm.viewer.problem.PlainProblem;

/** Answers requests for pictures: who may see the study, which frames are meant, one picture or many. */
final class RenderedResources {

    /** Absent and refused get the same answer. */
    static final String NOTHING = "nothing is stored here";

    private final Access access;
    private final FilmReader reader;
    private final RenderImage render;
    private final PreparedPictures prepared;

    RenderedResources(Access access, FilmReader reader, RenderImage render, PreparedPictures prepared) {
        this.access = access;
        this.reader = reader;
        this.render = render;
        this.prepared = prepared;
    }

    /** A frame to show. */
    record Shown(StoredInstance instance, int frame) {

        /** The middle frame for a glance at an instance. */
        static Shown middleOf(StoredInstance instance) {
            return new Shown(instance, (instance.frames().count() + 1) / 2);
        }
    }

    void answer(Requester who, RenderedPath path, Rendering how, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        AccessRequest.OpenStudy question =
                new AccessRequest.OpenStudy(who, path.study(), who.usualPurpose());
        if (!(access.decide(question) instanceof AccessDecision.Granted<StudyPermit>(StudyPermit permit))) {
            new PlainProblem(PictureStatus.NOT_FOUND, NOTHING).answer(response);
            return;
        }
        List<StoredInstance> instances = instances(permit, path);
        if (instances.isEmpty()) {
            new PlainProblem(PictureStatus.NOT_FOUND, NOTHING).answer(response);
            return;
        }
        List<Shown> shown = frames(path, instances);
        if (shown.isEmpty()) {
            boolean asked = !path.frames().isEmpty();
            new PlainProblem(asked ? PictureStatus.NOT_FOUND : PictureStatus.NOT_ACCEPTABLE,
                    asked ? "there is no such frame" : "there is no picture in it").answer(response);
        } else if (path.thumbnail() || path.instance().isPresent() && shown.size() == 1) {
            one(permit, shown.getFirst(), how, request, response);
        } else {
            new PictureParts(render, permit, how).answer(shown, request, response);
        }
    }

    private void one(StudyPermit permit, Shown shown, Rendering how, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        String tag = shown.instance().digest() + "-r" + shown.frame() + '-' + how.key();
        if (PictureReply.notModified(request, response, tag)) {
            return;
        }
        Optional<PreparedPictures.Stored> stored = how.prepared() ? prepared(permit, shown, how) : Optional.empty();
        if (stored.isPresent() && PictureReply.stored(request, response, how.type(), stored.get())) {
            return;
        }
        byte[] picture = stored.isPresent() ? prepared.read(stored.get()).orElse(null) : null;
        PictureReply.picture(
                request,
                response,
                how.type(),
                picture != null ? picture : render.encoded(permit, shown.instance(), shown.frame(), how));
    }

    private Optional<PreparedPictures.Stored> prepared(StudyPermit permit, Shown shown, Rendering how) {
        StoredInstance instance = shown.instance();
        return reader.study(permit)
                .flatMap(study -> study.series(instance.series()))
                .flatMap(series -> prepared.find(
                        permit, series, instance, shown.frame(), how.viewport().isPresent()));
    }

    private List<StoredInstance> instances(StudyPermit permit, RenderedPath path) {
        Optional<StudyIndex> study = reader.study(permit);
        if (study.isEmpty()) {
            return List.of();
        }
        if (path.series().isPresent()) {
            return study.get()
                    .series(path.series().get())
                    .map(series -> path.instance().isPresent()
                            ? series.instance(path.instance().get()).stream().toList()
                            : series.instances())
                    .orElse(List.of());
        }
        if (path.thumbnail()) {
            // the series with the most images stands for the study
            return study.get().series().stream()
                    .max(Comparator.comparingLong(RenderedResources::images))
                    .map(SeriesIndex::instances)
                    .orElse(List.of());
        }
        return study.get().series().stream().flatMap(one -> one.instances().stream()).toList();
    }

    private static long images(SeriesIndex series) {
        return series.instances().stream().mapToLong(one -> one.frames().count()).sum();
    }

    private static List<Shown> frames(RenderedPath path, List<StoredInstance> instances) {
        List<StoredInstance> images =
                instances.stream().filter(one -> one.frames().count() > 0).toList();
        if (images.isEmpty()) {
            return List.of();
        }
        if (!path.frames().isEmpty()) {
            StoredInstance only = images.getFirst();
            int count = only.frames().count();
            return path.frames().stream().allMatch(n -> n <= count)
                    ? path.frames().stream().map(n -> new Shown(only, n)).toList()
                    : List.of();
        }
        if (path.thumbnail()) {
            return List.of(Shown.middleOf(images.get(images.size() / 2)));
        }
        List<Shown> all = new ArrayList<>();
        for (StoredInstance image : images) {
            for (int frame = 1; frame <= image.frames().count(); frame++) {
                all.add(new Shown(image, frame));
            }
        }
        return all;
    }
}
